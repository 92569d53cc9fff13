"""placeholder until addresses land"""

from exportdesk.core.listings import Address
from exportdesk.screening.store import Writer


class AddressBuilder:
    def __init__(self) -> None:
        self.n = 0

    def add(self, listing: int, address: Address) -> None:
        self.n += 1

    def write(self, writer: Writer) -> None:
        return None
