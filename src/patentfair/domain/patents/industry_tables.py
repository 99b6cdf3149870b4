"""The platform's own table of industries and IPC symbols, to stand until an operator loads the official concordance.

Names and codes: Classification of Strategic Emerging Industries (2018) and Statistical Classification of
Patent-Intensive Industries (2019), National Bureau of Statistics of China (facts; English names are ours). The IPC
symbols beside them are our own coarse approximation and no official concordance. Services have no symbols where none
could be meant.
"""

from __future__ import annotations

__all__ = ["ROWS"]

# scheme|code|name in Chinese|name in English|symbols
ROWS = """
emerging-2018|1|新一代信息技术产业|New-generation information technology|G06 H04
emerging-2018|1.1|下一代信息网络产业|Next-generation information networks|H04B H04H H04J H04L H04M H04Q H04W H01P H01Q
emerging-2018|1.2|电子核心产业|Core electronics|H01B H01C H01F H01G H01H H01J H01K H01L H01R H01S H03 H05K H10 G11C G02F G09G C30B G03F
emerging-2018|1.3|新兴软件和新型信息技术服务|Emerging software and information technology services|G06F G06Q
emerging-2018|1.4|互联网与云计算、大数据服务|Internet, cloud computing and big data services|G06F16 H04L67 G06F9
emerging-2018|1.5|人工智能|Artificial intelligence|G06N G06V G10L G06T G06F40
emerging-2018|2|高端装备制造产业|High-end equipment manufacturing|
emerging-2018|2.1|智能制造装备产业|Intelligent manufacturing equipment|B23 B24 B25J B33Y G05B G05D B21 B22F12 B22F10 G01B G01N G01D
emerging-2018|2.2|航空装备产业|Aviation equipment|B64 F02C F02K
emerging-2018|2.3|卫星及应用产业|Satellites and their applications|B64G G01S G01C
emerging-2018|2.4|轨道交通装备产业|Rail transport equipment|B61 B60M E01B B60L9 B60L13
emerging-2018|2.5|海洋工程装备产业|Marine engineering equipment|B63 E21B E02B17
emerging-2018|3|新材料产业|New materials|
emerging-2018|3.1|先进钢铁材料|Advanced steel|C21 C22C33 C22C37 C22C38
emerging-2018|3.2|先进有色金属材料|Advanced non-ferrous metals|C22B C22C C22F C25C
emerging-2018|3.3|先进石化化工新材料|Advanced petrochemical materials|C08 C09 C07C C10G
emerging-2018|3.4|先进无机非金属材料|Advanced inorganic non-metallic materials|C01 C03 C04
emerging-2018|3.5|高性能纤维及制品和复合材料|High-performance fibres and composites|D01F D01D D06M B32B C08J5 D04H
emerging-2018|3.6|前沿新材料|Frontier materials|B82 C01B32 H10N60 B22F
emerging-2018|3.7|新材料相关服务|Services for new materials|
emerging-2018|4|生物产业|Biological industries|
emerging-2018|4.1|生物医药产业|Biomedicine|A61K A61P C07K C12N C07D C07H
emerging-2018|4.2|生物医学工程产业|Biomedical engineering|A61B A61F A61L A61M A61N G16H A61C A61G H05G
emerging-2018|4.3|生物农业及相关产业|Bio-agriculture|A01H A01N C05F A23K C12N15
emerging-2018|4.4|生物质能产业|Biomass energy|C10L5 C12P5 C12P7
emerging-2018|4.5|其他生物业|Other biological industries|C12M C12P C12Q C12R G16B
emerging-2018|5|新能源汽车产业|New-energy vehicles|
emerging-2018|5.1|新能源汽车整车制造|New-energy vehicles as a whole|B60K1 B60K6 B60W20
emerging-2018|5.2|新能源汽车装置、配件制造|Devices and parts of new-energy vehicles|B60L B60K B60W H01M H02K
emerging-2018|5.3|新能源汽车相关设施制造|Facilities for new-energy vehicles|B60L53 B60S5
emerging-2018|5.4|新能源汽车相关服务|Services for new-energy vehicles|
emerging-2018|6|新能源产业|New energy|
emerging-2018|6.1|核电产业|Nuclear power|G21
emerging-2018|6.2|风能产业|Wind energy|F03D
emerging-2018|6.3|太阳能产业|Solar energy|H02S F24S H10F
emerging-2018|6.4|生物质能及其他新能源产业|Biomass and other new energy|F03B F03G F24T C10L1 C10L3
emerging-2018|6.5|智能电网产业|Smart grids|H02J H02B H02H H02M H02G
emerging-2018|7|节能环保产业|Energy saving and environmental protection|
emerging-2018|7.1|高效节能产业|Energy efficiency|F21 F25B F22 F28 F27 F23 F24F F24H
emerging-2018|7.2|先进环保产业|Advanced environmental protection|C02F B01D46 B01D47 B01D49 B01D50 B01D51 B01D53 A62D F01N G01T
emerging-2018|7.3|资源循环利用产业|Recycling of resources|B09 B29B17 C08J11 C22B7 B65F B03
emerging-2018|8|数字创意产业|Digital creative industries|
emerging-2018|8.1|数字创意技术设备制造|Equipment for digital creation|H04N H04R H04S G02B27 G03B G09F A63F13 G11B
emerging-2018|8.2|数字文化创意活动|Digital cultural activities|A63F
emerging-2018|8.3|设计服务|Design services|
emerging-2018|8.4|数字创意与融合服务|Digital creation in other services|
emerging-2018|9|相关服务业|Related services|
emerging-2018|9.1|新技术与创新创业服务|Services for new technology and start-ups|
emerging-2018|9.2|其他相关服务|Other related services|
intensive-2019|1|信息通信技术制造业|Manufacture of information and communication technology|H01 H03 H04 H05K H10 G06F G06K G11 G02F G09G G02B G03
intensive-2019|2|信息通信技术服务业|Information and communication technology services|G06N G06Q G06T G06V G10L G16 H04L67 G06F9 G06F16 G06F40
intensive-2019|3|新装备制造业|Manufacture of new equipment|B21 B23 B24 B25 B30 B33 B60 B61 B62 B63 B64 B65 B66 F01 F02 F03 F04 F15 F16 G01 G05 H02
intensive-2019|4|新材料制造业|Manufacture of new materials|B22 B29 B32 B82 C01 C03 C04 C08 C09 C21 C22 C23 C25 C30 D01 D04H D06M
intensive-2019|5|医药医疗产业|Pharmaceuticals and medical devices|A61 C07D C07H C07J C07K C12 G16H
intensive-2019|6|环保产业|Environmental protection|C02 B09 B01D53 F01N B65F F23G F23J
intensive-2019|7|研发、设计和技术服务业|Research, design and technical services|
"""  # noqa: E501
