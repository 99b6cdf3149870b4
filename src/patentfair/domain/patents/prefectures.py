"""China's prefecture-level divisions and the county-level ones that stand directly under a province.

Facts of GB/T 2260. Codes have four digits, those of counties directly under a province six. A municipality is its own
only prefecture here ("1101" Beijing). Laiwu (3712) was merged into Jinan in 2019 and stays for older addresses.
"""

from __future__ import annotations

from types import MappingProxyType

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["FORMER_NAMES", "PREFECTURES", "Prefecture"]


class Prefecture(msgspec.Struct, frozen=True):
    """A division: its GB/T 2260 code, its full and its short Chinese name, and its name in Latin letters."""

    code: str
    full: str
    short: str
    latin: str

    @property
    def name(self) -> Words:
        """The full name in Chinese, the usual one in English."""
        return Words(self.full, self.latin)


# A province a line. Codes count on from 01, or from the figures before a colon; "full/short" where the name does not
# end in the usual word for a city.
_TEXT = """
11 北京 Beijing
12 天津 Tianjin
13 石家庄 Shijiazhuang, 唐山 Tangshan, 秦皇岛 Qinhuangdao, 邯郸 Handan, 邢台 Xingtai, 保定 Baoding, 张家口 Zhangjiakou, 承德 Chengde, 沧州 Cangzhou, 廊坊 Langfang, 衡水 Hengshui
14 太原 Taiyuan, 大同 Datong, 阳泉 Yangquan, 长治 Changzhi, 晋城 Jincheng, 朔州 Shuozhou, 晋中 Jinzhong, 运城 Yuncheng, 忻州 Xinzhou, 临汾 Linfen, 吕梁 Lüliang
15 呼和浩特 Hohhot, 包头 Baotou, 乌海 Wuhai, 赤峰 Chifeng, 通辽 Tongliao, 鄂尔多斯 Ordos, 呼伦贝尔 Hulunbuir, 巴彦淖尔 Bayannur, 乌兰察布 Ulanqab, 22:兴安盟/兴安 Hinggan, 25:锡林郭勒盟/锡林郭勒 Xilingol, 29:阿拉善盟/阿拉善 Alxa
21 沈阳 Shenyang, 大连 Dalian, 鞍山 Anshan, 抚顺 Fushun, 本溪 Benxi, 丹东 Dandong, 锦州 Jinzhou, 营口 Yingkou, 阜新 Fuxin, 辽阳 Liaoyang, 盘锦 Panjin, 铁岭 Tieling, 朝阳 Chaoyang, 葫芦岛 Huludao
22 长春 Changchun, 吉林 Jilin, 四平 Siping, 辽源 Liaoyuan, 通化 Tonghua, 白山 Baishan, 松原 Songyuan, 白城 Baicheng, 24:延边朝鲜族自治州/延边 Yanbian
23 哈尔滨 Harbin, 齐齐哈尔 Qiqihar, 鸡西 Jixi, 鹤岗 Hegang, 双鸭山 Shuangyashan, 大庆 Daqing, 伊春 Yichun, 佳木斯 Jiamusi, 七台河 Qitaihe, 牡丹江 Mudanjiang, 黑河 Heihe, 绥化 Suihua, 27:大兴安岭地区/大兴安岭 Daxing'anling
31 上海 Shanghai
32 南京 Nanjing, 无锡 Wuxi, 徐州 Xuzhou, 常州 Changzhou, 苏州 Suzhou, 南通 Nantong, 连云港 Lianyungang, 淮安 Huai'an, 盐城 Yancheng, 扬州 Yangzhou, 镇江 Zhenjiang, 泰州 Taizhou, 宿迁 Suqian
33 杭州 Hangzhou, 宁波 Ningbo, 温州 Wenzhou, 嘉兴 Jiaxing, 湖州 Huzhou, 绍兴 Shaoxing, 金华 Jinhua, 衢州 Quzhou, 舟山 Zhoushan, 台州 Taizhou, 丽水 Lishui
34 合肥 Hefei, 芜湖 Wuhu, 蚌埠 Bengbu, 淮南 Huainan, 马鞍山 Ma'anshan, 淮北 Huaibei, 铜陵 Tongling, 安庆 Anqing, 10:黄山 Huangshan, 滁州 Chuzhou, 阜阳 Fuyang, 宿州 Suzhou, 15:六安 Lu'an, 亳州 Bozhou, 池州 Chizhou, 宣城 Xuancheng
35 福州 Fuzhou, 厦门 Xiamen, 莆田 Putian, 三明 Sanming, 泉州 Quanzhou, 漳州 Zhangzhou, 南平 Nanping, 龙岩 Longyan, 宁德 Ningde
36 南昌 Nanchang, 景德镇 Jingdezhen, 萍乡 Pingxiang, 九江 Jiujiang, 新余 Xinyu, 鹰潭 Yingtan, 赣州 Ganzhou, 吉安 Ji'an, 宜春 Yichun, 抚州 Fuzhou, 上饶 Shangrao
37 济南 Jinan, 青岛 Qingdao, 淄博 Zibo, 枣庄 Zaozhuang, 东营 Dongying, 烟台 Yantai, 潍坊 Weifang, 济宁 Jining, 泰安 Tai'an, 威海 Weihai, 日照 Rizhao, 莱芜 Laiwu, 临沂 Linyi, 德州 Dezhou, 聊城 Liaocheng, 滨州 Binzhou, 菏泽 Heze
41 郑州 Zhengzhou, 开封 Kaifeng, 洛阳 Luoyang, 平顶山 Pingdingshan, 安阳 Anyang, 鹤壁 Hebi, 新乡 Xinxiang, 焦作 Jiaozuo, 濮阳 Puyang, 许昌 Xuchang, 漯河 Luohe, 三门峡 Sanmenxia, 南阳 Nanyang, 商丘 Shangqiu, 信阳 Xinyang, 周口 Zhoukou, 驻马店 Zhumadian, 9001:济源 Jiyuan
42 武汉 Wuhan, 黄石 Huangshi, 十堰 Shiyan, 05:宜昌 Yichang, 襄阳 Xiangyang, 鄂州 Ezhou, 荆门 Jingmen, 孝感 Xiaogan, 荆州 Jingzhou, 黄冈 Huanggang, 咸宁 Xianning, 随州 Suizhou, 28:恩施土家族苗族自治州/恩施 Enshi, 9004:仙桃 Xiantao, 潜江 Qianjiang, 天门 Tianmen, 9021:神农架林区/神农架 Shennongjia
43 长沙 Changsha, 株洲 Zhuzhou, 湘潭 Xiangtan, 衡阳 Hengyang, 邵阳 Shaoyang, 岳阳 Yueyang, 常德 Changde, 张家界 Zhangjiajie, 益阳 Yiyang, 郴州 Chenzhou, 永州 Yongzhou, 怀化 Huaihua, 娄底 Loudi, 31:湘西土家族苗族自治州/湘西 Xiangxi
44 广州 Guangzhou, 韶关 Shaoguan, 深圳 Shenzhen, 珠海 Zhuhai, 汕头 Shantou, 佛山 Foshan, 江门 Jiangmen, 湛江 Zhanjiang, 茂名 Maoming, 12:肇庆 Zhaoqing, 惠州 Huizhou, 梅州 Meizhou, 汕尾 Shanwei, 河源 Heyuan, 阳江 Yangjiang, 清远 Qingyuan, 东莞 Dongguan, 中山 Zhongshan, 51:潮州 Chaozhou, 揭阳 Jieyang, 云浮 Yunfu
45 南宁 Nanning, 柳州 Liuzhou, 桂林 Guilin, 梧州 Wuzhou, 北海 Beihai, 防城港 Fangchenggang, 钦州 Qinzhou, 贵港 Guigang, 玉林 Yulin, 百色 Baise, 贺州 Hezhou, 河池 Hechi, 来宾 Laibin, 崇左 Chongzuo
46 海口 Haikou, 三亚 Sanya, 三沙 Sansha, 儋州 Danzhou, 9001:五指山 Wuzhishan, 琼海 Qionghai, 9005:文昌 Wenchang, 万宁 Wanning, 东方 Dongfang, 9021:定安县/定安 Ding'an, 屯昌县/屯昌 Tunchang, 澄迈县/澄迈 Chengmai, 临高县/临高 Lingao, 白沙黎族自治县/白沙 Baisha, 昌江黎族自治县/昌江 Changjiang, 乐东黎族自治县/乐东 Ledong, 陵水黎族自治县/陵水 Lingshui, 保亭黎族苗族自治县/保亭 Baoting, 琼中黎族苗族自治县/琼中 Qiongzhong
50 重庆 Chongqing
51 成都 Chengdu, 03:自贡 Zigong, 攀枝花 Panzhihua, 泸州 Luzhou, 德阳 Deyang, 绵阳 Mianyang, 广元 Guangyuan, 遂宁 Suining, 内江 Neijiang, 乐山 Leshan, 13:南充 Nanchong, 眉山 Meishan, 宜宾 Yibin, 广安 Guang'an, 达州 Dazhou, 雅安 Ya'an, 巴中 Bazhong, 资阳 Ziyang, 32:阿坝藏族羌族自治州/阿坝 Ngawa, 甘孜藏族自治州/甘孜 Garze, 凉山彝族自治州/凉山 Liangshan
52 贵阳 Guiyang, 六盘水 Liupanshui, 遵义 Zunyi, 安顺 Anshun, 毕节 Bijie, 铜仁 Tongren, 23:黔西南布依族苗族自治州/黔西南 Qianxinan, 26:黔东南苗族侗族自治州/黔东南 Qiandongnan, 黔南布依族苗族自治州/黔南 Qiannan
53 昆明 Kunming, 03:曲靖 Qujing, 玉溪 Yuxi, 保山 Baoshan, 昭通 Zhaotong, 丽江 Lijiang, 普洱 Pu'er, 临沧 Lincang, 23:楚雄彝族自治州/楚雄 Chuxiong, 25:红河哈尼族彝族自治州/红河 Honghe, 文山壮族苗族自治州/文山 Wenshan, 28:西双版纳傣族自治州/西双版纳 Xishuangbanna, 大理白族自治州/大理 Dali, 31:德宏傣族景颇族自治州/德宏 Dehong, 33:怒江傈僳族自治州/怒江 Nujiang, 迪庆藏族自治州/迪庆 Diqing
54 拉萨 Lhasa, 日喀则 Shigatse, 昌都 Chamdo, 林芝 Nyingchi, 山南 Shannan, 那曲 Nagqu, 25:阿里地区/阿里 Ngari
61 西安 Xi'an, 铜川 Tongchuan, 宝鸡 Baoji, 咸阳 Xianyang, 渭南 Weinan, 延安 Yan'an, 汉中 Hanzhong, 榆林 Yulin, 安康 Ankang, 商洛 Shangluo
62 兰州 Lanzhou, 嘉峪关 Jiayuguan, 金昌 Jinchang, 白银 Baiyin, 天水 Tianshui, 武威 Wuwei, 张掖 Zhangye, 平凉 Pingliang, 酒泉 Jiuquan, 庆阳 Qingyang, 定西 Dingxi, 陇南 Longnan, 29:临夏回族自治州/临夏 Linxia, 甘南藏族自治州/甘南 Gannan
63 西宁 Xining, 海东 Haidong, 22:海北藏族自治州/海北 Haibei, 黄南藏族自治州/黄南 Huangnan, 25:海南藏族自治州/海南 Hainan, 果洛藏族自治州/果洛 Golog, 玉树藏族自治州/玉树 Yushu, 海西蒙古族藏族自治州/海西 Haixi
64 银川 Yinchuan, 石嘴山 Shizuishan, 吴忠 Wuzhong, 固原 Guyuan, 中卫 Zhongwei
65 乌鲁木齐 Ürümqi, 克拉玛依 Karamay, 04:吐鲁番 Turpan, 哈密 Hami, 23:昌吉回族自治州/昌吉 Changji, 27:博尔塔拉蒙古自治州/博尔塔拉 Bortala, 巴音郭楞蒙古自治州/巴音郭楞 Bayingolin, 阿克苏地区/阿克苏 Aksu, 克孜勒苏柯尔克孜自治州/克孜勒苏 Kizilsu, 喀什地区/喀什 Kashgar, 和田地区/和田 Hotan, 40:伊犁哈萨克自治州/伊犁 Ili, 42:塔城地区/塔城 Tacheng, 阿勒泰地区/阿勒泰 Altay, 9001:石河子 Shihezi, 阿拉尔 Aral, 图木舒克 Tumxuk, 五家渠 Wujiaqu, 北屯 Beitun, 铁门关 Tiemenguan, 双河 Shuanghe, 可克达拉 Kokdala, 昆玉 Kunyu, 胡杨河 Huyanghe, 新星 Xinxing, 白杨 Baiyang
"""  # noqa: E501

FORMER_NAMES = MappingProxyType({"襄樊": "4206", "思茅": "5308", "淮阴": "3208", "巢湖": "3401"})
"""Names that divisions bore before, as older addresses have them."""


def _read() -> dict[str, Prefecture]:
    table = {}
    for line in _TEXT.strip().splitlines():
        province, _, rest = line.partition(" ")
        next_code = "01"
        for item in rest.split(", "):
            numbered, colon, text = item.partition(":")
            own_code, named = (numbered, text) if colon else (next_code, item)
            names, _, latin = named.partition(" ")
            full, slash, short = names.partition("/")
            code = province + own_code
            table[code] = Prefecture(code, full if slash else f"{full}市", short or full, latin)
            next_code = f"{int(own_code) + 1:0{len(own_code)}}"
    return table


PREFECTURES = MappingProxyType(_read())
"""By code."""
