"""Domains that say nothing of whose they are: mail for everybody, sites that many share."""

_FREE = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com
icloud.com me.com mac.com proton.me protonmail.com zoho.com mail.com gmx.com gmx.de gmx.net gmx.at
gmx.ch web.de t-online.de freenet.de arcor.de hotmail.de outlook.de yahoo.de hotmail.co.uk
yahoo.co.uk outlook.fr hotmail.fr yahoo.fr orange.fr wanadoo.fr free.fr laposte.net sfr.fr
hotmail.it yahoo.it libero.it virgilio.it tin.it alice.it hotmail.es yahoo.es outlook.es
telefonica.net uol.com.br bol.com.br terra.com.br ig.com.br yahoo.com.br hotmail.com.br
outlook.com.br yahoo.com.mx hotmail.com.mx prodigy.net.mx yahoo.com.ar mail.ru bk.ru inbox.ru
list.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua qq.com 163.com 126.com yeah.net
sina.com sina.cn sohu.com foxmail.com aliyun.com 139.com 189.cn hinet.net pchome.com.tw
yahoo.com.tw yahoo.com.hk yahoo.co.jp docomo.ne.jp ezweb.ne.jp softbank.ne.jp naver.com
hanmail.net daum.net yahoo.co.in rediffmail.com yahoo.com.sg yahoo.com.au bigpond.com
mynet.com hotmail.com.tr superonline.com walla.co.il walla.com zahav.net.il emirates.net.ae
eim.ae comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
earthlink.net rogers.com shaw.ca sympatico.ca seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl
op.pl abv.bg mail.bg freemail.hu citromail.hu tutanota.com fastmail.com hushmail.com
"""
_SITES = """
facebook.com m.facebook.com linkedin.com instagram.com twitter.com x.com youtube.com vk.com
alibaba.com aliexpress.com made-in-china.com indiamart.com ebay.com amazon.com etsy.com wixsite.com
sites.google.com wordpress.com blogspot.com github.com wikipedia.org tradeindia.com ec21.com
"""

FREE_MAIL = frozenset(_FREE.split())
SHARED_SITES = frozenset(_SITES.split()) | FREE_MAIL
