"""Given names that are one name: in several languages, or short and in full."""

from collections.abc import Mapping

# Each line is one name.
_NAMESAKES = """
vladimir volodymyr uladzimir wladimir
nikolai mykola mikalai nikolay
dmitry dmytro dmitri dzmitry dmitriy
sergei serhiy siarhei serhii sergey
alexander oleksandr aliaksandr aleksandr
aleksei oleksiy aliaksei oleksii alexei aleksey
mikhail mykhailo mikhael mihail
andrei andriy andrii andrey
pavel pavlo
pyotr petro piotr petr
yevgeny yevhen evgeny yauheni evgeniy yevgeniy
igor ihor
oleg oleh aleh
konstantin kostyantyn kanstantsin
vasily vasyl vasili vasiliy
grigory hryhoriy hryhorii ryhor grigoriy
gennady hennadiy henadz gennadiy
georgy heorhiy heorhii georgiy
anatoly anatoliy anatol
yury yuriy iurii yuri
ilya illia
daniil danylo
maxim maksym maksim
viktor victor
elena olena alena
natalia nataliya natallia
tatiana tetiana tatsiana
ekaterina kateryna katsiaryna
olga olha volha
yulia yuliya iuliia
anna hanna ganna
irina iryna
william bill billy will
robert bob bobby rob
richard dick rick
james jim jimmy
john johnny jack
michael mike mick
joseph joe
thomas tom
charles charlie chuck
edward ed eddie ted
anthony tony
daniel danny dan
david dave
christopher chris
stephen steven steve
matthew matt
benjamin ben benny
samuel sam
andrew andy
peter pete
gregory greg
nicholas nick
lawrence larry
ronald ron
donald don
kenneth ken
timothy tim
elizabeth liz beth betty
margaret maggie peggy meg
katherine catherine kate kathy cathy
jennifer jenny jen
patricia pat patty
susan sue
deborah debbie
victoria vicky
francisco paco pancho
jose pepe
jesus chuy chucho
guillermo memo
"""
NAMESAKES: Mapping[str, tuple[str, ...]] = {
    one: tuple(other for other in line.split() if other != one)
    for line in _NAMESAKES.strip().splitlines()
    for one in line.split()
}
