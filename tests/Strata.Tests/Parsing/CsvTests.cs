using Strata.Parsing;
using Strata.Parsing.Csv;

namespace Strata.Tests.Parsing;

public sealed class CsvTests
{
    private static readonly CsvParser Csv = new();

    private static Parsed Parse(string text, ParseBudget? budget = null) => Parsed.One(Csv, text, null, budget);

    [Fact]
    public void A_row_becomes_a_record_with_cells_located_inside_their_quotes()
    {
        var parsed = Parse("name,note\nAnna,\"says \"\"hi\"\", often\"\nBob,\"two\nlines\"\n");

        parsed.Blocks.Count.ShouldBe(2);
        parsed.Field(0, "note").ShouldBe("says \"hi\", often");
        parsed.Slice(parsed.Blocks[0].Fields[1].Range).ShouldBe("says \"\"hi\"\", often");
        parsed.Field(1, "note").ShouldBe("two\nlines");
        parsed.Blocks.Select(b => b.Line).ShouldBe([2, 3]);
        parsed.Blocks[0].Text.ShouldBe("Anna,\"says \"\"hi\"\", often\"");
    }

    [Theory]
    [InlineData("invoice_number,vendor,total\nI-1,A,10\nI-2,B,20\nTotal,,30\n", "Total,,30")]
    [InlineData(
        "Buchungstag;Text;Betrag;Saldo\n01.03.2026;Miete;-800,00;1.200,00\n02.03.2026;Lohn;2.500,00;3.700,00\n\nSumme;;1.700,00;\n",
        "Summe;;1.700,00;"
    )]
    [InlineData("item,qty,price\nRake,1,10\nHoe,2,20\nSubtotal:,3,\n,Total:,30\n", "Subtotal:,3,", ",Total:,30")]
    [InlineData("item,net,note\nRake,\"1,234\",\nHoe,\"2,500.50\",\nTotal,€ 3734.5,\n", "Total,€ 3734.5,")]
    [InlineData("item,net,note\nRake,1,a\nHoe,2,b\nTotal,,\n", "Total,,")]
    [InlineData("payee,date,amount\nAral,13.01.26,10\nShell,4 Feb 2026,20\nTotal,,31\n", "Total,,31")]
    public void Rows_that_sum_the_table_up_are_kept_and_no_records(string text, params string[] totals)
    {
        var parsed = Parse(text);

        parsed.Blocks.Where(b => b.Type == BlockType.Record).Count().ShouldBe(2);
        var rows = parsed.Blocks.Where(b => b.Type == BlockType.TableRow).ToList();
        rows.Select(b => b.Text).ShouldBe(totals);
        parsed.Document.Remarks.Count.ShouldBe(totals.Length);
        parsed.Document.Remarks[^1].ShouldBe($"line {rows[^1].Line}: “{totals[^1]}” sums up the rows above it and is no record");
        rows.ShouldAllBe(b =>
            b.Fields.Count == 0 && b.Traits!.Note == "total" && b.Cells.All(cell => parsed.Slice(cell.Range) == cell.Text)
        );
    }

    [Theory]
    [InlineData("windows-1251", "имя,сумма\nИгорь Ёлкин,1\nАнна,2\n")]
    [InlineData("shift_jis", "名前,金額\nソ連太郎,1\n表花子,2\n")]
    [InlineData("gb18030", "姓名,金额\n王小明,1\n李雷,2\n")]
    [InlineData("euc-kr", "이름,금액\n김철수,1\n이영희,2\n")]
    public void The_encoding_that_the_caller_names_is_read(string charset, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset).ShouldNotBeNull();
        var parser = new CsvParser { Charset = CsvParser.CharsetOf($"text/csv; header=present; Charset=\"{charset}\"") };
        var parsed = Parsed.One(parser, encoding.GetBytes(text));

        parsed.Blocks.Select(b => b.Text).ShouldBe(text.Split('\n')[1..3]);
        parsed.Document.Part.ShouldBe(charset);
        parsed.Document.Remarks.ShouldBeEmpty();
        CsvParser
            .ForPart("with header, " + charset)
            .ShouldSatisfyAllConditions(p => p.Header.ShouldBe(true), p => p.Charset.ShouldBe(charset));
    }

    [Fact]
    public void An_encoding_that_is_guessed_is_remarked_on()
    {
        var text = "name,ort\nJürgen,Köln\nBärbel,Düren\n";
        Parsed.One(Csv, Encoding.Latin1.GetBytes(text)).Document.Remarks.ShouldHaveSingleItem().ShouldContain("read as Windows-1252");
        Parsed
            .One(new CsvParser { Charset = "windows-1252" }, Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray())
            .Field(0, "name")
            .ShouldBe("Jürgen");
        Parse(text).Document.Remarks.ShouldBeEmpty();
        CsvParser.CharsetOf("text/csv; charset=no-such").ShouldBeNull();
        CsvParser.CharsetOf("text/csv").ShouldBeNull();
    }

    [Fact]
    public void Apostrophes_are_quotes_where_the_table_needs_them()
    {
        var parsed = Parse("id|name|qty\n1|'a|b'|3\n2|c|4\n3|'it''s'|5\n");

        parsed.Field(0, "name").ShouldBe("a|b");
        parsed.Field(2, "name").ShouldBe("it's");
        parsed.Field(2, "qty").ShouldBe("5");
        Parse("id,name,qty\n1,Rock 'n' Roll,3\n2,'tis,4\n").Field(1, "name").ShouldBe("'tis");
    }

    [Theory]
    [InlineData("payee,note,amount\nAral,,10\nTotal,,30\nShell,,5\n")]
    [InlineData("payee,note,amount\nAral,,10\nTotal,petrol,30\n")]
    [InlineData("payee,note,amount\nTotal,,30\n")]
    [InlineData("payee,note,amount\nAral,,10\nShell,,5\nTotal,,30\n")]
    [InlineData("Merchant,Date,Amount,Note\nREWE,2026-01-05,-12.00,food\nShell,2026-01-06,-40.00,fuel\nTotal,2026-01-07,-55.00,\n")]
    [InlineData("payee,no,amount,note\nAral,A1,10,\nShell,A2,5,\nTotal,A3,12,\n")]
    [InlineData("station,date,amount,note\nShell,2026-01-05,50.00,\nTotal,2026-01-12,50.00,\nTotal,2026-01-19,50.00,\n")]
    [InlineData("payee,date,amount,category\nAral,2026-01-05,10,fuel\nShell,2026-01-06,20,fuel\nTotal,,31,fuel\n")]
    [InlineData("name,since,city\nAral,1980-01-01,Rome\nShell,1981-02-02,Oslo\nTotal,,Paris\n")]
    [InlineData("payee,at,amount\nAral,2026-01-05T10:00:00Z,10\nTotal,2026-01-06T10:00:00Z,10\n")]
    [InlineData("task,hours,owner\nIndex,2,Ann\nTotal rewrite of docs,2,\n")]
    public void Records_called_like_totals_stay_records(string text) => Parse(text).Blocks.ShouldAllBe(b => b.Type == BlockType.Record);

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void Delimiter_is_detected(string delimiter)
    {
        string[] rows =
        [
            "date{0}payee{0}amount",
            "2024-01-02{0}Café Noir{0}1,50",
            "2024-01-03{0}Bäckerei Süß{0}12,00",
            "2024-02-01{0}Book; used{0}3,99",
        ];
        var text = string.Join(
            "\r\n",
            rows.Select(row =>
                delimiter == ","
                    ? string.Format(row.Replace("1,50", "1.50").Replace("12,00", "12.00").Replace("3,99", "3.99"), ",")
                    : string.Format(row, delimiter)
            )
        );
        if (delimiter == ";")
        {
            text = text.Replace("Book; used", "\"Book; used\"");
        }

        var parsed = Parse(text);

        parsed.Document.Facts["delimiter"].ShouldBe(delimiter == "\t" ? "tab" : delimiter);
        parsed.Document.Facts["header"].ShouldBe("true");
        parsed.Field(1, "payee").ShouldBe("Bäckerei Süß");
        parsed.Blocks.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_line_end_is_understood_and_left_in_the_gaps(string end)
    {
        var parsed = Parse(string.Join(end, "a,b", "1,x", "", "2,y", "   ", "3,z") + end);

        parsed.Blocks.Select(b => b.Text).ShouldBe(["1,x", "2,y", "3,z"]);
        parsed.Blocks.Select(b => b.Line).ShouldBe([2, 4, 6]);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16le", true)]
    [InlineData("utf-16be", true)]
    [InlineData("utf-16le", false)]
    [InlineData("utf-16be", false)]
    [InlineData("windows-1252", false)]
    public void Encodings_are_detected_and_offsets_stay_bytes(string name, bool mark)
    {
        Encoding encoding = name switch
        {
            "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => Encoding.UTF8,
        };
        var city = name == "windows-1252" ? "Köln “€”" : "Köln 東京 😀 e\u0301";
        byte[] source = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes($"id;city;n\r\n1;\"{city}\r\nx\";2\r\n2;Ulm;3\r\n")];

        var parsed = Parsed.One(Csv, source);

        parsed.Document.Facts["encoding"].ShouldBe(name);
        parsed.Field(0, "city").ShouldBe(city + "\r\nx");
        parsed.Slice(parsed.Blocks[0].Fields[1].Range).ShouldBe(city + "\r\nx");
        parsed.Field(1, "n").ShouldBe("3");
        parsed.Blocks[1].Line.ShouldBe(4);
    }

    [Fact]
    public void A_late_byte_that_is_not_UTF8_still_decides_the_encoding()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i},plain\n"));
        byte[] source = [.. Encoding.UTF8.GetBytes("id,name\n" + rows), .. Encoding.Latin1.GetBytes("7,Zoë\n")];

        var parsed = Parsed.One(Csv, source);

        parsed.Blocks[^1].Fields[1].Text.ShouldBe("Zoë");
    }

    [Fact]
    public void A_table_without_header_gets_numbered_columns()
    {
        var parsed = Parse("1,2024-01-01,9.99\n2,2024-01-02,5.00\n");

        parsed.Document.Facts["header"].ShouldBe("false");
        parsed.Blocks.Count.ShouldBe(2);
        parsed.Field(0, "column_3").ShouldBe("9.99");
    }

    [Theory]
    [InlineData("Miller;Berlin;blue\nSmith;Rome;red\nJones;Paris;green\n", false)]
    [InlineData("Ann Lee;Berlin\nBo Roe;Rome\n", false)]
    [InlineData("Miller;Berlin;blue\n", false)]
    [InlineData("x;Berlin\nx;Rome\n", false)]
    [InlineData("surname;town;shade\nMiller;Berlin;blue\nSmith;Rome;red\n", true)]
    [InlineData("Name;Wohnort;Farbe\nMiller;Berlin;blau\nSmith;Rom;rot\n", true)]
    [InlineData("Prénom;Métier\nMarie;Boulangère\nJean;Maçon\n", true)]
    [InlineData("NAME;CITY\nMILLER;BERLIN\nSMITH;ROME\n", true)]
    [InlineData("name;email\n", true)]
    [InlineData("Customer no.;Shade\nC-1;blue\nC-2;red\n", true)]
    public void A_table_of_texts_has_a_header_where_the_first_row_reads_like_one(string text, bool header)
    {
        Parse(text).Document.Facts["header"].ShouldBe(header ? "true" : "false");
    }

    [Theory]
    [InlineData(true, "", 2)]
    [InlineData(false, "without header", 3)]
    public void Whether_there_is_a_header_can_be_said(bool header, string part, int records)
    {
        var parsed = Parsed.One(new CsvParser { Header = header }, "name;n\nAnn;1\nBo;2\n", null, null);

        (parsed.Document.Part, parsed.Blocks.Count).ShouldBe((part, records));
        parsed.Blocks[^1].Fields.Select(f => f.Name).ShouldBe(header ? ["name", "n"] : ["column_1", "column_2"]);
    }

    [Fact]
    public void Header_names_are_made_unique_and_empty_ones_numbered()
    {
        var parsed = Parse("id,name,,name\n1,a,b,c\n2,d,e,f\n");

        parsed.Blocks[0].Fields.Select(f => f.Name).ShouldBe(["id", "name", "column_3", "name#2"]);
    }

    [Fact]
    public void Ragged_rows_keep_what_they_have()
    {
        var parsed = Parse("a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,,3\n");

        parsed.Blocks[1].Fields.Select(f => f.Name).ShouldBe(["a", "b"]);
        parsed.Field(2, "column_4").ShouldBe("9");
        parsed.Field(3, "b").ShouldBe("");
    }

    [Fact]
    public void A_title_above_the_table_is_paragraphs()
    {
        var parsed = Parse("Account statement\nPeriod: January\n\nDate;Payee;Amount\n2024-01-01;Shop;1,00\n2024-01-02;Bar;2,00\n");

        parsed.Document.Facts["preamble_rows"].ShouldBe("2");
        parsed
            .Blocks.Select(b => (b.Type, b.Text))
            .Take(2)
            .ShouldBe([(BlockType.Paragraph, "Account statement"), (BlockType.Paragraph, "Period: January")]);
        parsed.Blocks.Count.ShouldBe(4);
        parsed.Field(2, "Payee").ShouldBe("Shop");
        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 2, 5, 6]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public void What_a_bank_writes_above_the_table_is_kept(string charset)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        var text =
            "\"Girokonto \"\"Süd\"\"\";\"DE12120300001234567890\"\r\n\"Kontostand vom 01.02.2026:\";\"1.234,56 €\"\r\n\"\"\r\n\r\n"
            + "\"Buchungstag\";\"Empfänger\";\"Zweck\";\"IBAN\";\"Betrag\";\"Währung\"\r\n\"01.02.26\";\"Rewe\";\"Einkauf\";\"DE1\";\"-10,00\";\"EUR\"\r\n\"02.02.26\";\"Aral\";\"Diesel\";\"DE2\";\"-20,00\";\"EUR\"\r\n"
            + "\"Summe\";;;;\"-30,00\";\"EUR\"\r\n";
        var parsed = Parsed.One(Csv, [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        parsed
            .Blocks.Select(b => b.Type)
            .ShouldBe([BlockType.Paragraph, BlockType.Paragraph, BlockType.Record, BlockType.Record, BlockType.TableRow]);
        parsed
            .Blocks.Take(2)
            .Select(b => b.Text)
            .ShouldBe(["Girokonto \"Süd\"\tDE12120300001234567890", "Kontostand vom 01.02.2026:\t1.234,56 €"]);
        parsed.Slice(parsed.Blocks[1].Range).ShouldBe("\"Kontostand vom 01.02.2026:\";\"1.234,56 €\"");
        parsed.Field(2, "Empfänger").ShouldBe("Rewe");
        parsed.Blocks[^1].Cells.ShouldAllBe(cell => cell.Row == 3);
    }

    [Fact]
    public void Rows_above_the_table_count_as_blocks()
    {
        var text = "Statement\nJanuary\nDate;Payee;Amount\n2024-01-01;Shop;1,00\n2024-01-02;Bar;2,00\n";

        Parse(text, new() { MaxBlocks = 3 })
            .ShouldSatisfyAllConditions(p => p.Blocks.Count.ShouldBe(3), p => p.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue());
        Parse(text, new() { MaxBlocks = 1 })
            .ShouldSatisfyAllConditions(p => p.Blocks.Count.ShouldBe(1), p => p.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue());
    }

    [Fact]
    public void A_stated_separator_is_obeyed()
    {
        var parsed = Parse("sep=;\r\na;b\r\n1,5;x\r\n");

        parsed.Blocks.ShouldHaveSingleItem().Fields.Select(f => f.Text).ShouldBe(["1,5", "x"]);
    }

    [Fact]
    public void A_lone_quote_is_a_plain_character()
    {
        var parsed = Parse("item,size\nTV,12\" wide\n\"Mc \"D\" meal\",3\nplain, \"a, b\" \n");

        parsed.Field(0, "size").ShouldBe("12\" wide");
        parsed.Field(1, "item").ShouldBe("Mc \"D\" meal");
        parsed.Field(2, "size").ShouldBe("a, b");
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_quote_that_never_closes_costs_only_its_own_row()
    {
        var parsed = Parse("a,b\n1,\"open\n2,fine\n3,good\n");

        parsed.Blocks.Count.ShouldBe(3);
        parsed.Field(0, "b").ShouldBe("\"open");
        parsed.Field(2, "b").ShouldBe("good");
        var diagnostic = parsed.Diagnostics.ShouldHaveSingleItem();
        (diagnostic.Line, diagnostic.Fatal).ShouldBe((2, false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\n\r\n")]
    [InlineData("name,email")]
    [InlineData("name,email\r\n")]
    public void A_source_without_rows_has_no_blocks(string text)
    {
        var parsed = Parse(text);

        parsed.Blocks.ShouldBeEmpty();
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_row_longer_than_the_limit_is_skipped_and_named()
    {
        var parsed = Parse("a,b\n1,x\n2," + new string('y', 600_000) + "\n3,z\n", new() { MaxBlockBytes = 1000 });

        parsed.Blocks.Select(b => b.Text).ShouldBe(["1,x", "3,z"]);
        parsed.Blocks[1].Line.ShouldBe(4);
        var diagnostic = parsed.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Reason.ShouldContain("1000 bytes (MaxBlockBytes)");
        diagnostic.Line.ShouldBe(3);
    }

    [Fact]
    public void An_open_quote_before_more_than_the_limit_is_read_literally()
    {
        var text = "a,b\n1,\"open\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},row\n"));

        var parsed = Parse(text, new() { MaxBlockBytes = 2000 });

        parsed.Blocks.Count.ShouldBe(5001);
        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxBlockBytes");
    }

    [Fact]
    public void Nothing_but_open_quotes_ends_the_parse()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"\"{i} x,row\n"));

        var parsed = Parse(text, new() { MaxBlockBytes = 2000 });

        parsed.Diagnostics.ShouldContain(d => d.Fatal);
    }

    [Fact]
    public void A_million_columns_are_refused_by_name()
    {
        var header = Parse(string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => "c" + i)) + "\n1,2\n");
        header.Blocks.ShouldBeEmpty();
        header.Diagnostics.ShouldContain(d => d.Fatal && d.Reason.Contains("1000000 cells, more than 10000 (MaxFields)"));

        var row = Parse("a,b\n1,2\n" + new string(',', 999_999) + "\n3,4\n");
        row.Blocks.Select(b => b.Text).ShouldBe(["1,2", "3,4"]);
        row.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("(MaxFields)");
    }

    [Fact]
    public void A_NUL_character_costs_only_its_row()
    {
        var parsed = Parse("a,b\n1,x\n2,\0\n3,z\n");

        parsed.Blocks.Select(b => b.Text).ShouldBe(["1,x", "3,z"]);
        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("NUL");
    }

    [Fact]
    public void More_rows_than_allowed_end_the_parse()
    {
        var parsed = Parse("a,b\n1,x\n2,y\n3,z\n", new() { MaxBlocks = 2 });

        parsed.Blocks.Count.ShouldBe(2);
        parsed.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();
    }

    [Fact]
    public void Diagnostics_stay_bounded()
    {
        var parsed = Parse("a,b\n1,x\n" + string.Concat(Enumerable.Repeat("\0,y\n", 50_000)));

        parsed.Diagnostics.Count.ShouldBe(1001);
        parsed.Diagnostics[^1].Reason.ShouldStartWith("49000 more");
    }

    [Fact]
    public void Rows_across_buffer_ends_are_whole()
    {
        var rows = Enumerable.Range(0, 200_000).Select(i => $"{i},\"name {i}\",Tōkyō {i % 7}").ToList();

        var parsed = Parse("id,name,city\n" + string.Join('\n', rows));

        parsed.Blocks.Select(b => b.Text).ShouldBe(rows);
        parsed.Field(123_456, "name").ShouldBe("name 123456");
    }
}
