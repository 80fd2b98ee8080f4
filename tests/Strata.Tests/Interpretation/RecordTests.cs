using FsCheck;
using FsCheck.Fluent;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

public class RecordTests
{
    private static readonly SchemaDefinition Payment = RecordSource.Schema(
        "payment",
        """
        {
          "type": "object",
          "properties": {
            "date": {"type": "string", "format": "date", "x-strata": {"aliases": ["Booking date", "Buchungstag"]}},
            "payee": {"type": "string", "x-strata": {"aliases": ["Empfänger"]}},
            "amount": {"type": "number", "x-strata": {"aliases": ["Betrag"]}},
            "fee": {"type": "number"},
            "currency": {"type": "string", "format": "currency"},
            "cleared": {"type": "boolean"}
          },
          "x-strata": {"identity": [["date", "payee", "amount"]]}
        }
        """
    );

    private static readonly SchemaDefinition[] Schemas = [Payment, RecordSource.Generic];
    private static readonly InterpretationOptions AsPayment = new() { EntityType = "payment" };

    [Fact]
    public void Records_are_read_by_folded_names_and_aliases()
    {
        var (_, findings) = new RecordSource()
            .Row(("BUCHUNGSTAG", "4.3.2026"), ("empfanger", " Café Ü "), ("Betrag (EUR)", "-1.234,50 €"), ("Cleared", "ja"))
            .Read(Schemas, AsPayment);

        findings
            .ShouldHaveSingleItem()
            .Fields.Select(f => (f.Name, f.Json, f.Raw))
            .ShouldBe([
                ("date", "\"2026-03-04\"", "4.3.2026"),
                ("payee", "\"Café Ü\"", "Café Ü"),
                ("amount", "-1234.5", "-1.234,50 €"),
                ("cleared", "true", "ja"),
                ("currency", "\"EUR\"", "€"),
            ]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void Evidence_is_the_sources_bytes_in_any_encoding(string encoding)
    {
        var (_, findings) = new RecordSource(Encoding.GetEncoding(encoding))
            .Row(("payee", " Ähre \"Süß\" é "), ("amount", " £ 12.00 "), ("Übrig", " ñ \" "))
            .Row(("payee", "  Ü  "), ("amount", "12.00 £"))
            .Read(Schemas, AsPayment);

        findings[0].Fields.Select(f => f.Raw).ShouldBe([" Ähre \"\"Süß\"\" é ", "£ 12.00", "£"]);
        findings[0].Fields[0].Json.ShouldBe("\"Ähre \\\"Süß\\\" é\"");
        findings[0].Fragments.ShouldHaveSingleItem().Json.ShouldBe("\" ñ \\\" \"");
        findings[1].Fields.Select(f => f.Raw).ShouldBe(["Ü", "12.00 £", "£"]);
    }

    [Fact]
    public void Evidence_is_exact_for_emoji_and_combining_marks()
    {
        var (_, findings) = new RecordSource()
            .Row(("payee", " 👩‍👩‍👧 e\u0301 東京 "), ("amount", "￥1,200"), ("note", "🧾"))
            .Read(Schemas, AsPayment);
        findings[0].Fields.Select(f => f.Raw).ShouldBe(["👩‍👩‍👧 e\u0301 東京", "￥1,200", "￥"]);
    }

    [Fact]
    public void Column_order_is_found_out_from_the_whole_column()
    {
        var (_, findings) = new RecordSource()
            .Row(("date", "03/04/2026"))
            .Row(("date", "12/04/2026"))
            .Row(("date", "13/04/2026"))
            .Read(Schemas, AsPayment);
        findings.Select(f => f.Fields[0].Json).ShouldBe(["\"2026-04-03\"", "\"2026-04-12\"", "\"2026-04-13\""]);
    }

    [Fact]
    public void Ambiguous_dates_are_kept_as_fragments_and_said_so_unless_declared()
    {
        var source = new RecordSource().Row(("date", "03/04/2026"), ("amount", "1"));
        var (session, findings) = source.Read(Schemas, AsPayment);
        findings[0].Fragments.ShouldHaveSingleItem().Reason.ShouldBe("ambiguous day/month order");
        session.Notes.ShouldBe(["'date': ambiguous day/month order (1×, first in block 0)"]);

        source.Read(Schemas, AsPayment with { DayFirst = false }).Findings[0].Fields[0].Json.ShouldBe("\"2026-03-04\"");
    }

    [Fact]
    public void Contradicting_dates_leave_the_ambiguous_ones_open()
    {
        var (_, findings) = new RecordSource()
            .Row(("date", "03/04/2026"))
            .Row(("date", "25/04/2026"))
            .Row(("date", "04/25/2026"))
            .Read(Schemas, AsPayment);
        findings.Select(f => f.Fields.Count).ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void Decimal_mark_is_found_out_from_the_column_and_else_from_the_document()
    {
        var (_, findings) = new RecordSource()
            .Row(("amount", "1.234"), ("fee", "5.678"))
            .Row(("amount", "0,5"), ("fee", "1"))
            .Read(Schemas, AsPayment);
        findings[0].Fields.Select(f => f.Json).ShouldBe(["1234", "5678"]);
    }

    [Fact]
    public void First_column_of_a_field_wins_and_the_second_is_kept_under_its_own_name()
    {
        var (_, findings) = new RecordSource()
            .Row(("amount", "1"), ("Betrag", "2"), ("x", "a"), ("x", "b"))
            .Row(("amount", ""), ("Betrag", "2"))
            .Read(Schemas, AsPayment);
        findings[0]
            .Fragments.Select(f => (f.Name, f.Json, f.Reason))
            .ShouldBe([
                ("x", "\"a\"", "not declared"),
                ("x (2)", "\"b\"", "not declared"),
                ("Betrag", "\"2\"", "'amount' is filled by 'amount'"),
            ]);
        findings[1].Fields.ShouldHaveSingleItem().Json.ShouldBe("2");
    }

    [Fact]
    public void Column_with_the_fields_own_name_outranks_an_alias_before_it()
    {
        var (_, findings) = new RecordSource()
            .Row(("Betrag", "1"), ("Amount", "2"))
            .Row(("Betrag", "3"), ("Amount", ""))
            .Read(Schemas, AsPayment);
        findings.Select(f => f.Fields.Single().Json).ShouldBe(["2", "3"]);
    }

    [Theory]
    [InlineData("100", "20", "120", true)]
    [InlineData("100", "20", "150", false)]
    [InlineData("100", "20", "130", null)]
    public void Totals_of_records_are_checked_by_what_comes_to_them(string subtotal, string tax, string total, bool? holds)
    {
        var plain = new RecordSource()
            .Row(("invoice_number", "17"), ("subtotal", "100"), ("tax", "20"), ("total", "130"), ("deposit slip", "10"))
            .Read(TextSource.Seeds, new InterpretationOptions { EntityType = "invoice" })
            .Findings[0];
        var (session, findings) = new RecordSource()
            .Row(("invoice_number", "17"), ("subtotal", subtotal), ("tax", tax), ("total", total), ("deposit slip", "10"))
            .Row(("invoice_number", "18"), ("subtotal", "7"), ("tax", "1"), ("total", "8"), ("deposit slip", ""))
            .Read(TextSource.Seeds, new InterpretationOptions { EntityType = "invoice" });

        session.Notes.ShouldBe(holds is false ? ["'subtotal' + 'tax' is not 'total' (1×, first in block 0)"] : []);
        findings[0].Fields.Select(f => f.Name).ShouldContain("total");
        findings[0]
            .Confidence.ShouldBe(
                holds switch
                {
                    true => (1 + plain.Confidence) / 2,
                    false => plain.Confidence * 0.75,
                    null => plain.Confidence,
                },
                0.001
            );
    }

    [Theory]
    [InlineData("""[{"item":"a","amount":40},{"item":"b","amount":60}]""", true)]
    [InlineData("""[{"item":"a","Betrag":40},{"item":"b","Betrag":60}]""", true)]
    [InlineData("""[{"item":"a","amount":40},{"item":"b","amount":67}]""", false)]
    [InlineData("""[{"item":"a","amount":40},{"item":"b"}]""", null)]
    [InlineData("[]", null)]
    public void Items_of_records_are_added_up(string items, bool? holds)
    {
        var (session, _) = new RecordSource()
            .Json($$"""{"invoice_number":"17","subtotal":100,"items":{{items}}}""")
            .Read(TextSource.Seeds, new InterpretationOptions { EntityType = "invoice" });

        session
            .Notes.Any(note => note.StartsWith("the sum of 'items.amount' is not 'subtotal'", StringComparison.Ordinal))
            .ShouldBe(holds is false, string.Join('\n', session.Notes));
    }

    [Fact]
    public void Currency_beside_an_amount_in_another_one_is_not_that_of_the_posting()
    {
        var (_, findings) = new RecordSource()
            .Row(("date", "2026-04-03"), ("original amount", "CHF 12,40"), ("amount", "12,92"), ("balance", "100,00"))
            .Read(TextSource.Seeds, new InterpretationOptions { EntityType = "transaction" });
        findings[0].Fields.Single(f => f.Name == "original_currency").Json.ShouldBe("\"CHF\"");
        findings[0].Fields.ShouldNotContain(f => f.Name == "currency");
    }

    [Fact]
    public void Currency_of_its_own_outranks_the_one_beside_the_amount()
    {
        var (_, findings) = new RecordSource().Row(("amount", "€ 5,00"), ("currency", "CHF")).Read(Schemas, AsPayment);
        findings[0].Fields.Single(f => f.Name == "currency").Json.ShouldBe("\"CHF\"");
    }

    [Fact]
    public void Date_with_a_time_fills_the_date_and_keeps_the_rest()
    {
        var (_, findings) = new RecordSource()
            .Row(("date", "2026-03-04 14:30"), ("amount", "1"))
            .Row(("date", "2026-03-04 00:00:00"))
            .Read(Schemas, AsPayment);
        findings[0]
            .Fields[0]
            .ShouldBe(new FoundField("date", "\"2026-03-04\"", "2026-03-04", findings[0].Fields[0].Range) { Label = "date" });
        findings[0].Fragments.ShouldHaveSingleItem().Json.ShouldBe("\"2026-03-04 14:30\"");
        findings[1].Fields.ShouldHaveSingleItem().Raw.ShouldBe("2026-03-04 00:00:00");
        findings[1].Fragments.ShouldBeEmpty();
    }

    [Fact]
    public void Blank_records_are_skipped_and_counted()
    {
        var (session, findings) = new RecordSource().Row(("amount", " "), ("x", "")).Json("""{"amount":null}""").Read(Schemas, AsPayment);
        findings.ShouldBeEmpty();
        session.SkippedCount.ShouldBe(2);
        session.Skipped["no values"].ShouldBe(2);
    }

    [Fact]
    public void D5_unknown_fields_of_many_records_stay_with_their_records()
    {
        var source = new RecordSource();
        for (var i = 0; i < 5; i++)
        {
            source.Row(("amount", "1"), ("mood", $"m{i}"));
        }

        source
            .Read(Schemas, AsPayment)
            .Findings.Select(f => f.Fragments.Single().Json)
            .ShouldBe(["\"m0\"", "\"m1\"", "\"m2\"", "\"m3\"", "\"m4\""]);
    }

    [Fact]
    public void D11_values_are_neither_changed_in_case_nor_rounded_sorted_or_rezoned()
    {
        var schema = RecordSource.Schema(
            "thing",
            """
            {"type":"object","properties":{
              "name":{"type":"string"},"size":{"type":"number"},"at":{"type":"string","format":"moment"},
              "tags":{"type":"array","items":{"type":"string"}},"mail":{"type":"string","format":"email"},"on":{"type":"boolean"}}}
            """
        );
        var (_, findings) = new RecordSource()
            .Row(
                ("name", "McÄdams"),
                ("size", "0.10000000000000000001"),
                ("at", "2026-03-04T23:30:00-07:00"),
                ("tags", "z, a, M"),
                ("mail", "Ann@Ex.ORG"),
                ("on", "true")
            )
            .Json(
                """{"name":"McÄdams","size":0.100000000000000000010,"at":"2026-03-04T23:30:00-07:00","tags":["z","a","M"],"mail":"Ann@Ex.ORG","on":true}"""
            )
            .Read([schema, RecordSource.Generic], new InterpretationOptions { EntityType = "thing" });
        var values = findings.Select(f => string.Join(' ', f.Fields.Select(v => v.Json))).ToArray();
        values[0]
            .ShouldBe(
                """
                "McÄdams" 0.10000000000000000001 "2026-03-04T23:30:00-07:00" ["z","a","M"] "Ann@Ex.ORG" true
                """
            );
        values[1].ShouldBe(values[0]);
    }

    [Fact]
    public void D12_undeclared_email_url_and_title_are_kept()
    {
        var (_, findings) = new RecordSource()
            .Json("""{"amount":1,"email":"a@b.org","url":"https://b.org","title":"T","nested":{"b":[1.0],"a":null}}""")
            .Read(Schemas, AsPayment);
        findings[0]
            .Fragments.Select(f => (f.Name, f.Json))
            .ShouldBe([("email", "\"a@b.org\""), ("url", "\"https://b.org\""), ("title", "\"T\""), ("nested", """{"a":null,"b":[1]}""")]);
    }

    [Fact]
    public void Unknown_type_gives_generic_findings_with_everything_kept()
    {
        var (session, findings) = new RecordSource().Row(("colour", "red"), ("shape", "round")).Read(Schemas);
        findings[0].Schema.EntityType.ShouldBe("generic");
        findings[0].Fields.ShouldBeEmpty();
        findings[0].Fragments.Count.ShouldBe(2);
        findings[0].RawData.ShouldBe("red;round;");
        session.Chosen.ShouldNotBeNull().SuggestedType.ShouldBeNull();
        new RecordSource()
            .Row(("amount", "1"))
            .Read(Schemas, new InterpretationOptions { EntityType = "spell" })
            .Session.Chosen.ShouldNotBeNull()
            .SuggestedType.ShouldBe("spell");
    }

    [Fact, Trait("req", "G7"), Trait("req", "N-115")]
    public void Every_input_field_is_a_field_or_a_fragment_and_never_both()
    {
        string[] names = ["date", "Buchungstag", "payee", "amount", "Betrag", "fee", "currency", "cleared", "x", "X", "", "ünknown"];
        string[] cells = ["", " ", "1", "1.234", "€ 5", "3/4/2026", "4.3.2026", "EUR", "ja", "text", "\"q\"", "٣", "\0", "\ud83d\ude00"];
        var row = Gen.ArrayOf(from n in Gen.Elements(names) from c in Gen.Elements(cells) select (n, c)).ToArbitrary();
        Prop.ForAll(
                row,
                cellsOfRow =>
                {
                    var (_, findings) = new RecordSource().Row(cellsOfRow).Read(Schemas, AsPayment);
                    var input = cellsOfRow.Count(c => !string.IsNullOrWhiteSpace(c.c));
                    var derived = findings
                        .SelectMany(f => f.Fields)
                        .Count(f => f.Name == "currency" && f.Json == "\"EUR\"" && f.Raw == "€");
                    var output = findings.Sum(f => f.Fields.Count + f.Fragments.Count) - derived;
                    var fragments = findings.SelectMany(f => f.Fragments).ToArray();
                    return input == output
                        && fragments.Select(f => f.Name).Distinct().Count() == fragments.Length
                        && findings.SelectMany(f => f.Fields).Select(f => f.Name).Distinct().Count() == findings.Sum(f => f.Fields.Count);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact, Trait("req", "N-111")]
    public void Configuration_names_everything_that_the_findings_depend_on()
    {
        var configuration = InterpretationConfiguration.Of(new RulesInterpreter(), Schemas, AsPayment with { DayFirst = true });
        configuration.GetProperty("interpreter").GetString().ShouldBe("rules");
        configuration.GetProperty("options").GetProperty("day_first").GetBoolean().ShouldBeTrue();
        configuration.GetProperty("schemas")[1].GetProperty("hash").GetString().ShouldBe(Payment.Hash);
    }
}
