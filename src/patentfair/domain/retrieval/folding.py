"""Folding of characters that differ in writing but not in meaning, one character at a time.

Because each character folds by itself, a place in folded text can be led back to the place in the text as written.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fold", "origins"]

# Traditional character, simplified character. Common in technical and legal texts; one-to-one in this direction.
_PAIRS = """
專专 業业 東东 絲丝 兩两 嚴严 喪丧 個个 豐丰 臨临 為为 爲为 麗丽 舉举 義义 烏乌 樂乐 習习 書书 買买 亂乱 爭争 於于
虧亏 雲云 亞亚 產产 畝亩 親亲 億亿 僅仅 從从 侖仑 倉仓 儀仪 們们 價价 眾众 優优 會会 傘伞 偉伟 傳传 傷伤 倫伦 偽伪
體体 餘余 傭佣 俠侠 側侧 偵侦 儂侬 債债 傾倾 償偿 儲储 兒儿 兌兑 黨党 蘭兰 關关 興兴 養养 獸兽 內内 岡冈 冊册 寫写
軍军 農农 馮冯 沖冲 決决 況况 凍冻 淨净 準准 涼凉 減减 湊凑 幾几 鳳凤 憑凭 凱凯 擊击 鑿凿 劃划 劉刘 則则 剛刚 創创
刪删 別别 劑剂 剝剥 劇剧 勸劝 辦办 務务 動动 勵励 勁劲 勞劳 勢势 勻匀 匯汇 區区 醫医 華华 協协 單单 賣卖 盧卢 衛卫
卻却 廠厂 廳厅 歷历 曆历 壓压 厭厌 廁厕 廂厢 廈厦 廚厨 縣县 參参 雙双 發发 髮发 變变 敘叙 葉叶 號号 嘆叹 後后 嚇吓
嗎吗 噸吨 聽听 啟启 吳吴 員员 鳴鸣 響响 嘔呕 園园 圍围 國国 圖图 圓圆 聖圣 場场 壞坏 塊块 堅坚 壇坛 壩坝 墳坟 墜坠
壟垄 壘垒 墾垦 墊垫 塹堑 牆墙 壯壮 聲声 殼壳 壺壶 處处 備备 復复 複复 夠够 頭头 誇夸 夾夹 奪夺 奮奋 獎奖 妝妆 婦妇
媽妈 嫵妩 孫孙 學学 寧宁 寶宝 實实 寵宠 審审 憲宪 宮宫 寬宽 賓宾 對对 尋寻 導导 將将 爾尔 塵尘 嘗尝 盡尽 層层 屬属
歲岁 豈岂 島岛 嶺岭 崗岗 峽峡 幣币 帥帅 師师 帳帐 帶带 幫帮 乾干 幹干 並并 廣广 莊庄 慶庆 庫库 應应 廟庙 龐庞 廢废
開开 異异 棄弃 張张 彌弥 彎弯 彈弹 強强 歸归 當当 錄录 徹彻 徑径 徵征 憶忆 憂忧 懷怀 態态 總总 戀恋 惡恶 惱恼 悅悦
懸悬 驚惊 懼惧 慘惨 懲惩 慣惯 憤愤 願愿 懶懒 戲戏 戰战 戶户 紮扎 撲扑 執执 擴扩 掃扫 揚扬 擾扰 撫抚 拋抛 摶抟 搶抢
護护 報报 擔担 擬拟 攏拢 揀拣 擁拥 攔拦 擰拧 撥拨 擇择 掛挂 摯挚 撓挠 擋挡 掙挣 擠挤 揮挥 撈捞 損损 撿捡 換换 搗捣
據据 擄掳 摻掺 攙搀 擱搁 攪搅 攜携 攝摄 擺摆 搖摇 攤摊 撐撑 敵敌 斂敛 數数 齋斋 斕斓 鬥斗 斬斩 斷断 無无 舊旧 時时
曠旷 曇昙 晝昼 顯显 曬晒 曉晓 暈晕 暉晖 暫暂 術术 樸朴 機机 殺杀 雜杂 權权 條条 來来 楊杨 極极 構构 樞枢 槍枪 楓枫
櫃柜 檸柠 標标 棧栈 棟栋 欄栏 樹树 樣样 橋桥 樁桩 檔档 夢梦 檢检 橢椭 樓楼 欖榄 橫横 檣樯 櫻樱 歐欧 歡欢 殘残 毀毁
畢毕 氈毡 氣气 氫氢 氬氩 漢汉 湯汤 溝沟 沒没 灃沣 漚沤 瀝沥 淪沦 滄沧 滬沪 濘泞 淚泪 瀉泻 潑泼 澤泽 潔洁 灑洒 窪洼
淺浅 漿浆 澆浇 濁浊 測测 濟济 渾浑 濃浓 濤涛 澇涝 渦涡 潤润 澗涧 漲涨 澀涩 滲渗 溫温 灣湾 濕湿 潰溃 濺溅 滯滞 滾滚
滿满 濾滤 濫滥 濱滨 灘滩 瀏浏 滅灭 燈灯 靈灵 災灾 爐炉 點点 煉炼 爛烂 燒烧 燭烛 煙烟 煩烦 熱热 煥焕 燜焖 愛爱 爺爷
牘牍 牽牵 犧牺 狀状 猶犹 獨独 獄狱 獲获 獵猎 貓猫 獻献 瑪玛 環环 現现 瑣琐 瓊琼 電电 畫画 暢畅 療疗 瘧疟 瘍疡 瘡疮
瘋疯 癢痒 癥症 癒愈 瘓痪 癱瘫 皺皱 盞盏 鹽盐 監监 蓋盖 盜盗 盤盘 睜睁 瞞瞒 矯矫 礦矿 碼码 磚砖 硯砚 礪砺 礎础 碩硕
確确 鹼碱 礙碍 禮礼 禍祸 稟禀 離离 種种 積积 稱称 穢秽 穩稳 窮穷 竊窃 竅窍 窯窑 豎竖 競竞 筆笔 筍笋 箋笺 籠笼 築筑
篩筛 籌筹 簽签 簡简 籃篮 類类 糞粪 糧粮 緊紧 糾纠 紅红 纖纤 約约 級级 紀纪 緯纬 純纯 紗纱 綱纲 納纳 縱纵 紛纷 紙纸
紋纹 紡纺 紐纽 線线 練练 組组 紳绅 細细 織织 終终 絆绊 紹绍 繹绎 經经 綁绑 絨绒 結结 繞绕 繪绘 給给 絡络 絕绝 絞绞
統统 絹绢 繡绣 綏绥 繼继 績绩 緒绪 續续 綺绮 緋绯 繩绳 維维 綿绵 綜综 綠绿 綴缀 緘缄 緩缓 締缔 縷缕 編编 緣缘 縛缚
縫缝 縮缩 繳缴 纏缠 網网 羅罗 罰罚 罷罢 羨羡 翹翘 聳耸 恥耻 聶聂 職职 聯联 聰聪 肅肃 腸肠 膚肤 腎肾 腫肿 脹胀 脅胁
膽胆 勝胜 朧胧 腖胨 臚胪 膠胶 脈脉 髒脏 臟脏 臍脐 腦脑 膿脓 腳脚 脫脱 臉脸 臘腊 膩腻 騰腾 艙舱 艦舰 艱艰 藝艺 節节
蕪芜 蘆芦 葦苇 蒼苍 蘇苏 蘋苹 莖茎 薦荐 蕩荡 榮荣 葷荤 熒荧 蔭荫 藥药 萊莱 蓮莲 瑩莹 營营 蕭萧 薩萨 蔥葱 蔣蒋 藍蓝
薔蔷 蘊蕴 虛虚 蟲虫 雖虽 蝦虾 蝕蚀 蟻蚁 蠶蚕 蠻蛮 蠟蜡 蠅蝇 補补 襯衬 襖袄 裝装 襪袜 褲裤 見见 觀观 規规 視视 覽览
覺觉 觸触 譽誉 計计 訂订 訃讣 認认 譏讥 討讨 讓让 訓训 議议 訊讯 記记 講讲 許许 論论 訟讼 設设 訪访 訣诀 證证 評评
識识 詐诈 訴诉 診诊 詞词 譯译 試试 詩诗 誠诚 話话 誕诞 詢询 該该 詳详 誤误 誘诱 說说 説说 請请 諸诸 諾诺 讀读 課课
誰谁 調调 諒谅 談谈 謀谋 諧谐 謂谓 謝谢 謹谨 譜谱 貝贝 貞贞 負负 貢贡 財财 責责 賢贤 敗败 賬账 貨货 質质 販贩 貪贪
貧贫 購购 貯贮 貫贯 貳贰 賁贲 貼贴 貴贵 貸贷 貿贸 費费 賀贺 賊贼 賄贿 資资 賦赋 賭赌 賞赏 賜赐 賠赔 賴赖 賺赚 賽赛
贊赞 贈赠 贏赢 趙赵 趕赶 趨趋 躍跃 踐践 蹤踪 軀躯 車车 軋轧 軌轨 軒轩 轉转 輪轮 軟软 轟轰 軸轴 輕轻 載载 轎轿 較较
輔辅 輛辆 輩辈 輝辉 輻辐 輯辑 輸输 轄辖 轅辕 輾辗 轍辙 辭辞 辯辩 邊边 遼辽 達达 遷迁 過过 邁迈 運运 還还 這这 進进
遠远 違违 連连 遲迟 適适 選选 遜逊 遞递 邏逻 遺遗 鄧邓 鄰邻 鬱郁 鄭郑 醬酱 釀酿 釋释 裡里 裏里 鑒鉴 鑑鉴 鑾銮 針针
釘钉 釣钓 鈣钙 鈦钛 鈍钝 鈔钞 鐘钟 鍾钟 鈉钠 鋼钢 鑰钥 欽钦 鈞钧 鎢钨 鉤钩 鈕钮 錢钱 鉗钳 鉀钾 鈾铀 鐵铁 鉑铂 鈴铃
鉛铅 鉚铆 銅铜 鋁铝 鎧铠 銘铭 鉻铬 銀银 鋪铺 鏈链 鏗铿 銷销 鎖锁 鋰锂 鋤锄 鍋锅 鏽锈 銳锐 錯错 錫锡 鑼锣 錘锤 錐锥
錦锦 鍵键 鋸锯 錳锰 鍛锻 鍍镀 鎂镁 鎳镍 鏡镜 鑽钻 鑄铸 鑲镶 長长 門门 閃闪 閉闭 問问 閑闲 間间 閘闸 鬧闹 聞闻 閥阀
閣阁 閱阅 闡阐 闊阔 闌阑 隊队 陽阳 陰阴 陣阵 階阶 際际 陸陆 陳陈 險险 隨随 隱隐 隸隶 難难 雛雏 靂雳 霧雾 霽霁 靜静
韌韧 韓韩 頁页 頂顶 頃顷 項项 順顺 須须 頑顽 顧顾 頓顿 頒颁 預预 領领 頗颇 頻频 顆颗 題题 額额 顏颜 顛颠 顫颤 風风
飛飞 飯饭 飲饮 飼饲 飽饱 飾饰 餅饼 餌饵 餓饿 館馆 饑饥 馬马 馴驯 馳驰 驅驱 駁驳 駐驻 駕驾 騎骑 驗验 騙骗 騷骚 驟骤
魚鱼 魯鲁 鮮鲜 鯨鲸 鳥鸟 雞鸡 鴨鸭 鵝鹅 鷹鹰 麥麦 麵面 黃黄 齊齐 齒齿 齡龄 龍龙 龜龟 硏研 臺台 檯台 颱台 衝冲 裊袅
製制 鍊链 週周 註注 佈布 佔占 係系 繫系 穀谷 鬆松 隻只 範范 鋅锌 鈷钴 鋯锆 鉬钼 釩钒 鎵镓 銦铟 鈮铌 釔钇 鑭镧 釹钕
矽硅 鹵卤 醯酰 薑姜 蘿萝 蔔卜 鐳镭 閾阈 烴烃 鏟铲 鐮镰 鉸铰 銑铣 鑷镊 鋒锋 銲焊 纜缆 繕缮 贗赝 躉趸 轡辔
""".split()  # noqa: SIM905


class _Table(dict[int, str]):
    """Filled as characters are met; `str.translate` asks it."""

    def __missing__(self, code: int) -> str:
        character = unicodedata.normalize("NFKC", chr(code)).lower()
        if unicodedata.category(chr(code)) == "Cs":
            character = " "  # half of a pair: no engine takes it
        elif any(mark < "\u0250" or "\u1e00" <= mark <= "\u1eff" for mark in character):
            character = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
        elif "\u0300" <= character <= "\u036f":
            character = ""
        folded = self[code] = character.replace("μ", "u")
        return folded


_TABLE = _Table({ord(pair[0]): pair[1] for pair in _PAIRS})


def fold(text: str) -> str:
    """NFKC by character, lower case, Latin letters without marks, traditional Chinese as simplified."""
    return text.lower() if text.isascii() else text.translate(_TABLE)


def origins(text: str) -> list[int]:
    """For each place in `fold(text)`, and its end, the place in `text` it comes from."""
    if text.isascii():
        return list(range(len(text) + 1))
    widths = [len(_TABLE[ord(character)]) for character in text]
    if all(width == 1 for width in widths):
        return list(range(len(text) + 1))
    return [place for place, width in enumerate(widths) for _ in range(width)] + [len(text)]
