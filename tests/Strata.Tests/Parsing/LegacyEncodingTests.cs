using Strata.Parsing.Csv;
using Strata.Parsing.Text;

namespace Strata.Tests.Parsing;

/// <summary>Texts in encodings from before UTF-8, which nothing in them names.</summary>
public sealed class LegacyEncodingTests
{
    public static TheoryData<int, string, string> Tables { get; } =
        new()
        {
            { 1251, "Windows-1251", "Имя;Город;n\r\nИгорь Ёлкин;\"Нижний\r\nНовгород\";1\r\nАнна Смирнова;Москва;2\r\n" },
            { 1251, "Windows-1251", "Прізвище;Місто;n\nКовальчук Їжакевич;Київ;1\nЄвтушенко;Львів;2\n" },
            { 20866, "KOI8-R", "Имя;Город;n\nИгорь Смирнов;Москва;1\nАнна Петрова;Казань;2\n" },
            { 866, "code page 866", "ИМЯ;ГОРОД;n\nИВАНОВ;МОСКВА;1\nПЕТРОВА;КАЗАНЬ;2\n" },
            { 1253, "Windows-1253", "Όνομα;Πόλη;n\nΓιώργος;Αθήνα;1\nΜαρία;Θεσσαλονίκη;2\n" },
            { 1254, "Windows-1254", "Ad;Şehir;n\nAyşe Yıldız;İstanbul;1\nIşık Çağlar;Eskişehir;2\n" },
            { 1250, "Windows-1250", "Imię;Miasto;n\nŁukasz;Łódź;1\nMałgorzata;Gdańsk;2\n" },
            { 1250, "Windows-1250", "Jméno;Město;n\nJiří;Plzeň;1\nTomáš;Příbram;2\nLenka;Ústí;3\n" },
            { 28592, "ISO-8859-2", "Usługa;Kwota;n\nusługi księgowe;sto złotych;1\nPłatność przelewem;wystawiona;2\n" },
            { 1255, "Windows-1255", "שם;עיר;n\nדוד;תל אביב;1\nשרה;ירושלים;2\n" },
            { 1256, "Windows-1256", "الاسم;المدينة;n\nمحمد;القاهرة;1\nفاطمة;بغداد;2\n" },
            { 1257, "Windows-1257", "Vardas;Miestas;n\nŽygimantas;Šiauliai;1\nKęstutis Ąžuolas;Panevėžys;2\nsąskaita už;ačiū;3\n" },
            { 850, "code page 850", "Name;Straße;n\nMüller;Königstraße 5;1\nJürgen;Münchner Straße;2\nKöhler;Bäckerweg;3\n" },
            { 10000, "Mac OS Roman", "Prénom;Ville;n\nHélène;Orléans;1\nJérôme;Besançon;2\nréglée;même très à;3\n" },
            { 932, "Shift_JIS", "名前;住所;n\nポール田中;東京都港区;1\n佐藤花子;\"大阪市\n北区\";2\n" },
            { 51932, "EUC-JP", "名前;住所;n\n田中さくら;東京都港区;1\n佐藤花子;大阪市北区;2\n" },
            { 54936, "GB 18030", "姓名;地址;n\n王小明;北京市海淀区中关村大街;1\n李雷;上海市黄浦区人民路;2\n" },
            { 950, "Big5", "姓名;地址;n\n王小明;臺北市中正區重慶南路;1\n陳大文;高雄市三民區民族一路;2\n" },
            { 949, "EUC-KR", "이름;주소;n\n김철수;서울특별시 강남구;1\n이영희;부산광역시 해운대구;2\n" },
        };

    [Theory, MemberData(nameof(Tables))]
    public void Table_is_read_in_the_encoding_that_its_letters_tell(int codePage, string title, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage).ShouldNotBeNull();
        var parsed = Parsed.One(new CsvParser(), encoding.GetBytes(text));

        parsed.Document.Facts["encoding"].ShouldBe(encoding.WebName);
        parsed.Document.Remarks.ShouldHaveSingleItem().ShouldContain($"read as {title}, going by the letters");
        var expected = Parsed.One(new CsvParser(), text);
        parsed.Blocks.Select(b => b.Text).ShouldBe(expected.Blocks.Select(b => b.Text));
        foreach (var (block, same) in parsed.Blocks.Zip(expected.Blocks))
        {
            block.Fields.Select(f => (f.Name, f.Text)).ShouldBe(same.Fields.Select(f => (f.Name, f.Text)));
            block.Fields.ShouldAllBe(f => parsed.Slice(f.Range) == f.Text);
        }
    }

    [Theory, MemberData(nameof(Tables))]
    public void Text_is_read_in_the_encoding_that_its_letters_tell(int codePage, string title, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage).ShouldNotBeNull();
        var plain = "plain\n\n" + text.Replace(';', ' ').Trim();
        var parsed = Parsed.One(new TextParser(), encoding.GetBytes(plain));

        parsed.Document.Remarks.ShouldHaveSingleItem().ShouldContain(title);
        parsed.Blocks[1].Text.ShouldBe(plain[7..]);
        parsed.Slice(parsed.Blocks[1].Range).ShouldBe(parsed.Blocks[1].Text);
    }

    /// <summary>What Western texts have, and what else is one byte of theirs, is nothing else.</summary>
    [Theory]
    [InlineData("Name;Straße\nMüller;Königstraße 5\nJürgen;Münchner Straße\n")]
    [InlineData("Größe ÜBERWEISUNG LÖHNE GEHÄLTER")]
    [InlineData("Hélène;Orléans\nJérôme;Besançon\nl’été à Nîmes – où ça ? « oui »\n")]
    [InlineData("¿Qué tal? ¡Mañana! El niño comió piñas, acción, más rápido")]
    [InlineData("São Paulo, não, informações, João, Conceição, À VISTA, AÇÃO")]
    [InlineData("Åse Ødegård, Tromsø, Malmö, Århus, æble, Sørlandet, hääyö")]
    [InlineData("Þórður Guðmundsson, Sæbjörn, Ísafjörður, Þingvellir, ÍSLAND, þýska, nýtt, Ýmir")]
    [InlineData("Õun, sõber, köök, häälõpp, mõõk, jõgi, Jõhvi, Põlva")]
    [InlineData("lêer, sê, môre, reën, hê, wêreld, nêrens, Kobus Botes se lêers, wêreldwyd")]
    [InlineData("Müller & Söhne GmbH, Zürich, Genève, Málaga, København, Göteborg, São Tomé")]
    [InlineData("5 m³\n7 m³\n8 m²\nnº 5\nnº 6\n1ª planta\n½\n")]
    [InlineData("100 €\n200 €\n300 €\n1\u00A0234,50\n£5 £7 £9\n§ 5 °C ± 3 × 4")]
    [InlineData("it’s a “test” — don’t… isn’t won’t ® ™ ©")]
    [InlineData("café")]
    [InlineData("Ÿ")]
    public void Western_text_stays_Windows_1252(string text)
    {
        var parsed = Parsed.One(new TextParser(), CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));

        parsed.Document.Facts["encoding"].ShouldBe("windows-1252");
        parsed.Blocks.ShouldHaveSingleItem().Text.ShouldBe(text.Trim());
    }

    /// <summary>A word or two tell nothing for certain; bytes that are no characters of it speak against an encoding.</summary>
    [Fact]
    public void What_is_not_certain_is_read_as_before()
    {
        byte[][] sources =
        [
            CodePagesEncodingProvider.Instance.GetEncoding(1254)!.GetBytes("Ayşe"),
            CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("東"),
            [.. CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetBytes("王小明 北京市海淀区中关村大街 上海市"), 0xFF, (byte)' '],
        ];

        foreach (var source in sources)
        {
            Parsed.One(new TextParser(), source).Document.Facts["encoding"].ShouldBe("windows-1252");
        }
    }

    [Fact]
    public void Letters_far_down_a_table_tell_its_encoding()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},plain\n"));
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        var parsed = Parsed.One(new CsvParser(), encoding.GetBytes("id,name\n" + rows + "7,Игорь Смирнов\n"));

        parsed.Blocks[^1].Fields[1].Text.ShouldBe("Игорь Смирнов");
        parsed.Slice(parsed.Blocks[^1].Fields[1].Range).ShouldBe("Игорь Смирнов");
    }

    /// <summary>The second byte of ポ is that of a bar.</summary>
    [Fact]
    public void Characters_are_not_cut_at_a_byte_that_looks_like_a_delimiter()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
        var parsed = Parsed.One(new CsvParser(), encoding.GetBytes("商品名,金額\nポットの花,100\nポスター東京,200\nスポーツ用品,300\n"));

        parsed.Blocks.Select(b => b.Fields[0].Text).ShouldBe(["ポットの花", "ポスター東京", "スポーツ用品"]);

        var column = Parsed.One(new CsvParser(), encoding.GetBytes("ポイント\nポットの花\nポスター東京\nスポーツ用品\n"));
        column.Blocks.ShouldAllBe(b => b.Fields.Count == 1);
        column.Blocks.Select(b => b.Fields[0].Text).TakeLast(3).ShouldBe(["ポットの花", "ポスター東京", "スポーツ用品"]);
    }
}
