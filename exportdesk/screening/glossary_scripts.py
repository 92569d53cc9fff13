"""Words of other scripts: Chinese company words and places, Arabic names, Korean surnames."""

from collections.abc import Mapping

# Longest first where one begins another; the order below is the order of replacement.
HAN_WORDS: Mapping[str, str] = {
    "有限责任公司": "llc", "有限責任公司": "llc", "股份有限公司": "ltd", "有限公司": "ltd",
    "株式会社": "ltd", "集团": "group", "集團": "group", "公司": "company", "总公司": "corporation",
    "科学": "science", "科技": "technology", "技术": "technology", "技術": "technology",
    "微电子": "microelectronics", "电子": "electronics", "電子": "electronics",
    "进出口": "import export", "進出口": "import export", "贸易": "trading", "貿易": "trading",
    "国际": "international", "國際": "international", "国家": "national",
    "研究所": "institute", "研究院": "institute", "大学": "university", "大學": "university",
    "航空": "aviation", "航天": "aerospace", "银行": "bank", "銀行": "bank",
    "船务": "shipping", "船務": "shipping", "航运": "shipping", "海运": "shipping",
    "实业": "industry", "實業": "industry", "工业": "industry", "工業": "industry",
    "设备": "equipment", "設備": "equipment", "半导体": "semiconductor", "半導體": "semiconductor",
    "通信": "communication", "通讯": "communication", "软件": "software", "中心": "center",
    "实验室": "laboratory", "机械": "machinery", "機械": "machinery", "化工": "chemical",
    "石油": "petroleum", "能源": "energy", "物流": "logistic", "投资": "investment",
    "投資": "investment", "发展": "development", "發展": "development", "工程": "engineering",
    "材料": "material", "智能": "intelligent", "信息": "information", "数据": "data",
    "系统": "system", "精密": "precision", "光电": "optoelectronics", "仪器": "instrument",
    "医疗": "medical", "生物": "bio", "制造": "manufacturing", "服务": "service",
    "中国": "china", "中國": "china", "香港": "hong kong", "北京": "beijing", "上海": "shanghai",
    "深圳": "shenzhen", "广州": "guangzhou", "廣州": "guangzhou", "广东": "guangdong",
    "天津": "tianjin", "重庆": "chongqing", "南京": "nanjing", "武汉": "wuhan", "成都": "chengdu",
    "西安": "xian", "杭州": "hangzhou", "苏州": "suzhou", "厦门": "xiamen", "青岛": "qingdao",
    "大连": "dalian", "东莞": "dongguan", "四川": "sichuan", "江苏": "jiangsu", "浙江": "zhejiang",
    "山东": "shandong", "福建": "fujian", "湖北": "hubei", "湖南": "hunan", "新疆": "xinjiang",
    "合肥": "hefei", "长沙": "changsha", "宁波": "ningbo", "无锡": "wuxi",
}  # fmt: skip
HAN_PLACE_ENDINGS = frozenset("市省县區区")
HAN_DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "歐陽",
        "司马",
        "司馬",
        "诸葛",
        "諸葛",
        "上官",
        "司徒",
        "尉迟",
        "皇甫",
        "东方",
        "公孙",
        "令狐",
    ]
)

HANGUL_SURNAMES: Mapping[str, str] = {
    "김": "kim", "이": "ri", "리": "ri", "박": "pak", "최": "choe", "정": "jong", "강": "kang",
    "조": "jo", "윤": "yun", "장": "jang", "림": "rim", "임": "im", "한": "han", "오": "o",
    "서": "so", "신": "sin", "권": "kwon", "황": "hwang", "안": "an", "송": "song", "전": "jon",
    "홍": "hong", "유": "yu", "류": "ryu", "고": "ko", "문": "mun", "양": "yang", "손": "son",
    "배": "pae", "백": "paek", "허": "ho", "남": "nam", "심": "sim", "노": "no", "로": "ro",
    "하": "ha", "곽": "kwak", "성": "song", "차": "cha", "주": "ju", "우": "u", "구": "ku",
    "민": "min", "진": "jin", "지": "ji", "엄": "om", "채": "chae", "원": "won", "천": "chon",
    "방": "pang", "공": "kong", "현": "hyon", "함": "ham", "변": "pyon", "염": "yom", "여": "yo",
    "추": "chu", "도": "to", "소": "so", "석": "sok", "선": "son", "설": "sol", "마": "ma",
    "길": "kil", "연": "yon", "위": "wi", "표": "pyo", "명": "myong", "기": "ki", "반": "pan",
    "라": "ra", "나": "ra", "왕": "wang", "금": "kum", "옥": "ok", "육": "yuk", "인": "in",
    "맹": "maeng", "제": "je", "탁": "tak", "국": "kuk", "어": "o", "은": "un", "편": "pyon",
}  # fmt: skip

# Keys are without marks, article, hamza on alef, and with final yeh and heh (see `scripts`).
_ARABIC = """
محمد=muhammad احمد=ahmad محمود=mahmud حامد=hamid حميد=hamid عبدالله=abdallah الله=allah عبد=abd
علي=ali حسن=hasan حسين=husayn عمر=umar عمار=ammar عثمان=uthman خالد=khalid وليد=walid
ابراهيم=ibrahim اسماعيل=ismail اسحاق=ishaq يعقوب=yaqub يوسف=yusuf موسي=musa عيسي=isa
سليمان=sulayman داود=dawud داوود=dawud ايوب=ayyub يونس=yunus صالح=salih صلاح=salah
مصطفي=mustafa مرتضي=murtada رضا=rida جعفر=jafar صادق=sadiq كاظم=kazim باقر=baqir
قاسم=qasim طارق=tariq طاهر=tahir ماهر=mahir سعيد=said سعد=saad مسعود=masud سعود=saud
سعدي=saadi ناصر=nasir نصر=nasr منصور=mansur انور=anwar نور=nur كمال=kamal جمال=jamal
جميل=jamil جلال=jalal بلال=bilal هلال=hilal عادل=adil عدنان=adnan عصام=isam هشام=hisham
باسم=basim بسام=bassam وسام=wisam حسام=husam سامي=sami سامر=samir سمير=samir
امير=amir امين=amin ياسر=yasir ياسين=yasin عامر=amir عماد=imad فؤاد=fuad فواد=fuad
جواد=jawad زياد=ziyad اياد=iyad مراد=murad رشيد=rashid راشد=rashid فريد=farid فهد=fahd
فهمي=fahmi فيصل=faysal فارس=faris فاروق=faruq هاني=hani هاشم=hashim حازم=hazim حاتم=hatim
حيدر=haydar حبيب=habib حافظ=hafiz حمزه=hamza حمود=hammud زكريا=zakariya زكي=zaki
زيد=zayd يزيد=yazid يحيي=yahya عباس=abbas عطا=ata عطيه=atiya عزيز=aziz العزيز=aziz
رحمن=rahman الرحمن=rahman رحيم=rahim كريم=karim مجيد=majid ماجد=majid لطيف=latif
قادر=qadir غفور=ghafur غفار=ghaffar جبار=jabbar ستار=sattar وهاب=wahhab رزاق=razzaq
واحد=wahid حكيم=hakim حليم=halim سلام=salam سلمان=salman سالم=salim سليم=salim مسلم=muslim
بشار=bashar بشير=bashir شريف=sharif شهاب=shihab شاكر=shakir شكري=shukri فتحي=fathi
فتاح=fattah رامي=rami رمضان=ramadan شعبان=shaban رجب=rajab غسان=ghassan لوي=luay
معاذ=muadh مامون=mamun مهدي=mahdi هادي=hadi نبيل=nabil نديم=nadim نعيم=naim نزار=nizar
ابو=abu ام=umm بكر=bakr فضل=fadl مبارك=mubarak معمر=muammar قذافي=qadhafi صدام=saddam
قصي=qusay عدي=uday تكريتي=tikriti بغدادي=baghdadi عراقي=iraqi مصري=masri سوري=suri
ليبي=libi حسيني=husayni حسني=hasani هاشمي=hashimi عبيدي=ubaydi دليمي=dulaymi
زهراني=zahrani غامدي=ghamdi حربي=harbi عتيبي=utaybi قحطاني=qahtani شمري=shammari
اسد=asad مخلوف=makhluf شركه=company مجموعه=group بنك=bank مصرف=bank تجاره=trading
تجاريه=trading دوليه=international عالميه=international موسسه=foundation مكتب=office
صناعه=industry صناعيه=industry هندسه=engineering نقل=transport شحن=shipping طيران=aviation
نفط=oil حزب=hizb جيش=jaysh جماعه=jamaa انصار=ansar جهاد=jihad اسلاميه=islamiya
اسلامي=islami دوله=dawla قاعده=qaida جبهه=jabhat نصره=nusra شام=sham كتائب=kataib
حركه=harakat لواء=liwa جمعيه=jamiyat
دين=din سيف=sayf شمس=shams علاء=ala ضياء=diya بهاء=baha تقي=taqi عز=izz فخر=fakhr
ملا=mullah حاج=hajj شيخ=shaykh سيد=sayyid مولوي=mawlawi دكتور=dr
جان=jan خان=khan شاه=shah گل=gul غلام=ghulam نبي=nabi رسول=rasul حقاني=haqqani
"""
ARABIC_NAMES: Mapping[str, str] = dict(pair.split("=", 1) for pair in _ARABIC.split())
# Words that stand between the parts of an Arabic name.
ARABIC_SMALL = frozenset(["بن", "ابن", "بنت", "آل", "ال", "و"])
