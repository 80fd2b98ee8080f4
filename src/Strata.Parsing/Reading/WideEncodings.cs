using System.Buffers;

namespace Strata.Parsing.Reading;

/// <summary>
/// Detects multi-byte encodings by the most common characters of their languages, including those of names, places and business papers. In
/// a wrong encoding, a text has rare ones.
/// </summary>
internal static class WideEncodings
{
    /// <summary>Share of common characters if the encoding is right, and at most if it is wrong.</summary>
    private const double Right = 0.5;
    private const double Wrong = 0.12;

    /// <summary>Log likelihood ratios: e⁶ against being wrong, and e³ against the next best encoding.</summary>
    private const double Certain = 6;
    private const double Clear = 3;

    private const string Simplified =
        "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没"
        + "日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理"
        + "美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北"
        + "少关并内加化由却代军产入先山五太水万市数书员件金安号称收付款额账户期址姓单价量总合计备注项目类型状态客订商品限司银支京广"
        + "州深圳区路省县街室李王张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
        + "戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易常武乔贺赖龚设置错误保存选择删除字符";

    private const string Traditional =
        "的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天而能好都然沒"
        + "日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理"
        + "美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北"
        + "少關並內加化由卻代軍產入先山五太水萬市數書員件金安號稱收付款額帳戶期址姓單價量總合計備註項目類型狀態客訂商品限司銀支臺台"
        + "灣港區路縣街室樓段李王張劉陳楊趙黃周吳徐孫胡朱林何郭馬羅梁宋鄭謝韓唐馮董蕭程曹袁鄧許傅沈曾彭呂蘇盧蔣蔡賈丁魏薛葉余潘杜戴"
        + "鍾汪田任姜范石姚譚廖鄒熊陸郝孔白崔康邱秦江史顧侯邵孟龍錢湯尹黎易常武喬賀賴龔設錯誤檔案儲存選擇刪除字元訊息檢視";

    private const string Kanji =
        "日一国人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語"
        + "土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以"
        + "思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質"
        + "待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟"
        + "牛魚兄犬妹姉漢回区市県府都番号株式合額価数量税込請求支払振座摘要残取引備所氏伊藤佐鈴橋渡辺村加吉井松清斎池森阿部石原岡林"
        + "遠坂福岩神太郎美恵和幸久保条件設定変更選択削除表示情報追成可能指";

    private const string Hangul =
        "이다는을의에가고하를은지한로기사리도자시아어인나서대스그정있일해들수전보과으제원구상부니주여라만장소게것조신경공동세무면"
        + "오성화요모국우비선마미유호회관내생방러계실문안없연용적중물거간산명음통금년월개단민차최김박권황송류홍양임윤강배백남심허노"
        + "곽진엄채천현함변염추석설길표위반왕옥육맹탁행울특별광역번좌입출액합잔날짜품목격름할된되않십습까값파열닫저삭메뉴록력";

    private static readonly WideEncoding[] All =
    [
        new(932, "Shift_JIS", SearchValues.Create(Kanji + Kana())),
        new(51932, "EUC-JP", SearchValues.Create(Kanji + Kana())),
        new(54936, "GB 18030", SearchValues.Create(Simplified)),
        new(950, "Big5", SearchValues.Create(Traditional)),
        new(949, "EUC-KR", SearchValues.Create(Hangul)),
    ];

    /// <summary>Returns the source's encoding; null if none is certain, or if not all bytes decode.</summary>
    /// <param name="sample">Lines with non-ASCII bytes from <see cref="NonAsciiLines"/>.</param>
    public static LegacyEncoding? Of(Stream source, byte[] sample)
    {
        var ranked = All.Select(e => (Encoding: e, Likelihood: e.Likelihood(sample))).OrderByDescending(e => e.Likelihood).ToArray();
        return
            ranked[0].Likelihood >= Certain
            && ranked[0].Likelihood - ranked[1].Likelihood >= Clear
            && ReadsBack(source, ranked[0].Encoding.CodePage)
            ? new(ranked[0].Encoding.CodePage, ranked[0].Encoding.Title)
            : null;
    }

    private static string Kana() => string.Concat(Enumerable.Range('\u3041', '\u30FF' - '\u3041' + 1).Select(c => (char)c));

    /// <summary>
    /// Returns true if the whole source decodes, and encodes to the same number of bytes: only then do values keep their byte ranges.
    /// </summary>
    private static bool ReadsBack(Stream source, int codePage)
    {
        if (
            CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            is not { } strict
        )
        {
            return false;
        }
        source.Position = 0;
        var decoder = strict.GetDecoder();
        var bytes = new byte[64 * 1024];
        var chars = new char[strict.GetMaxCharCount(bytes.Length)];
        var back = 0L;
        try
        {
            while (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) is > 0 and var held)
            {
                var made = decoder.GetChars(bytes.AsSpan(0, held), chars, flush: held < bytes.Length);
                back += strict.GetByteCount(chars.AsSpan(0, made));
            }
            return back == source.Length;
        }
        catch (Exception e) when (e is DecoderFallbackException or EncoderFallbackException)
        {
            return false;
        }
    }

    private sealed record WideEncoding(int CodePage, string Title, SearchValues<char> Common)
    {
        /// <summary>Returns the log likelihood ratio of the sample being in this encoding or not.</summary>
        public double Likelihood(byte[] sample)
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(
                CodePage,
                EncoderFallback.ReplacementFallback,
                new DecoderReplacementFallback("\uFFFD")
            );
            var text = encoding?.GetString(sample) ?? "\uFFFD";
            var (common, rare) = (0, 0);
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];

                // A truncated line may end within a character.
                if (c == '\uFFFD' && (i + 1 == text.Length || text[i + 1] != '\n'))
                {
                    return double.NegativeInfinity;
                }
                if (!char.IsAscii(c) && c != '\uFFFD' && !IsSign(c))
                {
                    (common, rare) = Common.Contains(c) ? (common + 1, rare) : (common, rare + 1);
                }
            }
            return (common * Math.Log(Right / Wrong)) + (rare * Math.Log((1 - Right) / (1 - Wrong)));
        }

        // Signs that all of them have, and halfwidth katakana, which in Shift_JIS any byte may be.
        private static bool IsSign(char c) =>
            c
                is (>= '\u3000' and <= '\u3020')
                    or (>= '\uFF01' and <= '\uFF9F')
                    or (>= '\u2010' and <= '\u203F')
                    or '·'
                    or '×'
                    or '÷'
                    or '°';
    }
}
