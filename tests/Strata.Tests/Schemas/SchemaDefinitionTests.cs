namespace Strata.Tests.Schemas;

public sealed class SchemaDefinitionTests
{
    private const string Invoice = """
        {
          "type": "object", "title": "Invoice", "description": "A demand for payment.", "required": ["number"],
          "$defs": { "line": { "type": "object", "properties": { "text": { "type": "string" } } } },
          "x-strata": {
            "identity": [["external_id"], ["number", "vendor?"]],
            "normalisers": { "number": "identifier" },
            "title": ["number", "total"],
            "strategy": { "status": "last_write" },
            "names": ["Rechnung"],
            "relationships": { "corrects": { "acyclic": true, "to": ["invoice"] } }
          },
          "properties": {
            "external_id": { "type": "string" },
            "number": { "type": "string", "x-strata": { "aliases": ["Invoice No.", "Rechnungs-Nr."], "distinguishes": true } },
            "vendor": { "type": "string", "x-strata": { "references": { "entity_type": "organization" } } },
            "issued": { "type": "string", "format": "date", "x-strata": { "temporal": true, "day_first": true, "distinguishes": { "days": 3 } } },
            "total": { "type": ["number", "null"], "minimum": 0 },
            "status": { "enum": ["open", "paid"] },
            "lines": { "type": "array", "items": { "$ref": "#/$defs/line" }, "x-strata": { "strategy": "merge_array" } }
          }
        }
        """;

    [Fact]
    public void Definition_says_what_the_schema_declares()
    {
        var schema = Parse(Invoice);

        schema.EntityType.ShouldBe("invoice");
        schema.Kind.ShouldBe(SchemaKind.Record);
        schema.Title.ShouldBe("Invoice");
        schema.Names.ShouldBe(["invoice", "rechnung"]);
        schema.Required.ShouldBe(["number"]);
        schema.TitleField.ShouldBe("number");
        schema.FieldOrder.ShouldBe(["external_id", "number", "vendor", "issued", "total", "status", "lines"]);
        schema.Identity.Select(r => r.Name).ShouldBe(["external_id", "number+vendor?"]);
        schema.Relationships["corrects"].Acyclic.ShouldBeTrue();
        schema.Relationships["vendor"].To.ShouldBe(["organization"]);
        schema.Fields["number"].Normaliser.ShouldBe(Normaliser.Identifier);
        schema.Fields["number"].Aliases.ShouldBe(["number", "invoiceno", "rechnungsnr"]);
        schema.Fields["vendor"].Reference.ShouldBe(new FieldReference("organization", "vendor", false));
        schema
            .Fields["issued"]
            .ShouldSatisfyAllConditions(
                f => f.Temporal.ShouldBeTrue(),
                f => f.DayFirst.ShouldBe(true),
                f => f.Kind.ShouldBe(FieldKind.Date)
            );
        schema
            .Fields["status"]
            .ShouldSatisfyAllConditions(f => f.Strategy.ShouldBe(MergeStrategy.LastWrite), f => f.EnumValues.ShouldBe(["open", "paid"]));
        schema.Fields["number"].Distinguishes.ShouldBe(new FieldDistinction(null));
        schema.Fields["issued"].Distinguishes.ShouldBe(new FieldDistinction(3));
        schema.Fields["total"].Distinguishes.ShouldBeNull();
        schema.Fields["lines"].Strategy.ShouldBe(MergeStrategy.MergeArray);
        schema.Fields["total"].Strategy.ShouldBe(MergeStrategy.HighestPriority);
        schema.Declares("total").ShouldBeTrue();
        schema.Declares("Total").ShouldBeFalse();
        schema.Match("INVOICE-NO")!.Name.ShouldBe("number");
        schema.Match("unheard of").ShouldBeNull();
    }

    [Theory]
    [InlineData("number", "\"A1\"", null)]
    [InlineData("number", "5", "is number, not string")]
    [InlineData("number", "null", null)]
    [InlineData("total", "-1", "is less than 0")]
    [InlineData("issued", "\"31.12.2025\"", "is not a date like 2026-03-31")]
    [InlineData("lines", "[{\"text\":\"a\"},{\"text\":5}]", "/1/text is number, not string")]
    [InlineData("colour", "1", "is not declared")]
    public void Value_is_judged_by_its_field_alone(string field, string json, string? reason) =>
        Parse(Invoice).Reject(field, Json(json)).ShouldBe(reason);

    [Theory]
    [InlineData("""{"type":"string"}""", FieldKind.String)]
    [InlineData("""{"type":"integer"}""", FieldKind.Integer)]
    [InlineData("""{"type":["number","null"]}""", FieldKind.Number)]
    [InlineData("""{"type":"boolean"}""", FieldKind.Boolean)]
    [InlineData("""{"type":"string","format":"date-time"}""", FieldKind.DateTime)]
    [InlineData("""{"type":"string","format":"moment"}""", FieldKind.DateTime)]
    [InlineData("""{"type":"string","format":"time"}""", FieldKind.Time)]
    [InlineData("""{"format":"email"}""", FieldKind.Email)]
    [InlineData("""{"type":"string","format":"uri"}""", FieldKind.Uri)]
    [InlineData("""{"type":"string","format":"phone"}""", FieldKind.Phone)]
    [InlineData("""{"type":"string","format":"currency"}""", FieldKind.Currency)]
    [InlineData("""{"anyOf":[{"type":"string","format":"date"},{"type":"null"}]}""", FieldKind.Date)]
    [InlineData("""{"$ref":"#/$defs/d"}""", FieldKind.Date)]
    [InlineData("""{"enum":["a","b"]}""", FieldKind.String)]
    [InlineData("""{"type":"array"}""", FieldKind.Array)]
    [InlineData("""{"type":"object"}""", FieldKind.Object)]
    [InlineData("""{"type":["string","number"]}""", FieldKind.Any)]
    [InlineData("true", FieldKind.Any)]
    public void Kind_is_read_off_type_and_format(string field, FieldKind kind) =>
        Parse("""{"$defs":{"d":{"type":"string","format":"date"}},"properties":{"f":""" + field + "}}").Fields["f"].Kind.ShouldBe(kind);

    [Theory]
    [InlineData("""{"name":"A","first":"Ann","last":"Lee"}""", "A")]
    [InlineData("""{"first":"Ann","last":" Lee "}""", "Ann Lee")]
    [InlineData("""{"last":"Lee","mail":"m"}""", "Lee")]
    [InlineData("""{"first":" ","mail":"m"}""", "m")]
    [InlineData("{}", null)]
    public void A_title_may_be_composed_of_several_fields(string fields, string? title)
    {
        var schema = Parse(
            """{"x-strata":{"title":["name",["first","last"],"mail"]},"properties":{"name":{},"first":{},"last":{},"mail":{}}}"""
        );

        schema.TitleFields.ShouldBe(["name", "first", "last", "mail"]);
        schema.TitleOf(Json(fields).EnumerateObject().ToDictionary(f => f.Name, f => f.Value)).ShouldBe(title);
    }

    [Theory]
    [InlineData("""{"x-strata":{"identty":[]}}""", "/x-strata/identty", "is unknown")]
    [InlineData("""{"x-strata":{"identity":[["a"],["b"]]},"properties":{"a":{}}}""", "/x-strata/identity/1", "no field 'b'")]
    [InlineData("""{"x-strata":{"identity":[["a?"]]},"properties":{"a":{}}}""", "/x-strata/identity/0", "not all optional")]
    [InlineData("""{"x-strata":{"identity":[["a"],["a"]]},"properties":{"a":{}}}""", "/x-strata/identity/1", "duplicate rule")]
    [InlineData("""{"x-strata":{"identity":[{"fields":["a"],"twice":true}]},"properties":{"a":{}}}""", "/x-strata/identity/0", "repeats")]
    [InlineData("""{"x-strata":{"identity":[{"fields":["a"],"repeats":1}]},"properties":{"a":{}}}""", "/x-strata/identity/0", "repeats")]
    [InlineData("""{"x-strata":{"title":"a"}}""", "/x-strata/title", "no field 'a'")]
    [InlineData("""{"x-strata":{"title":["a",["a","b"]]},"properties":{"a":{}}}""", "/x-strata/title", "no field 'b'")]
    [InlineData("""{"x-strata":{"title":["a",["a","a"]]},"properties":{"a":{}}}""", "/x-strata/title/1", "different fields")]
    [InlineData("""{"x-strata":{"title":[[]]},"properties":{"a":{}}}""", "/x-strata/title/0", "different fields")]
    [InlineData("""{"x-strata":{"title":[5]},"properties":{"a":{}}}""", "/x-strata/title/0", "must be a field")]
    [InlineData("""{"x-strata":{"strategy":{"a":"last_write"}}}""", "/x-strata/strategy/a", "no such field")]
    [InlineData("""{"x-strata":{"strategy":{"a":"latest"}},"properties":{"a":{}}}""", "/x-strata/strategy/a", "'latest' is not one of")]
    [InlineData(
        """{"x-strata":{"normalisers":{"a":"soundex"}},"properties":{"a":{}}}""",
        "/x-strata/normalisers/a",
        "'soundex' is not one of"
    )]
    [InlineData("""{"x-strata":{"kind":"table"}}""", "/x-strata/kind", "'table' is not one of")]
    [InlineData("""{"x-strata":{"relationships":{"Owns":{}}}}""", "/x-strata/relationships/Owns", "not a valid relationship name")]
    [InlineData("""{"x-strata":[]}""", "/x-strata", "must be an object")]
    [InlineData("""{"required":["a"]}""", "/required/0", "no field 'a'")]
    [InlineData("""{"properties":{"a":{"x-strata":{"alias":[]}}}}""", "/properties/a/x-strata/alias", "is unknown")]
    [InlineData("""{"properties":{"a":{"x-strata":{"temporal":true}}}}""", "/properties/a/x-strata/temporal", "temporal")]
    [InlineData(
        """{"properties":{"a":{"type":"string","x-strata":{"strategy":"merge_array"}}}}""",
        "/properties/a/x-strata/strategy",
        "for arrays"
    )]
    [InlineData("""{"properties":{"a":{"x-strata":{"references":{}}}}}""", "/properties/a/x-strata/references", "entity_type")]
    [InlineData("""{"properties":{"a":{"x-strata":{"revises":"title"}}}}""", "/properties/a/x-strata/revises", "only revise 'text'")]
    [InlineData(
        """{"properties":{"a":{"type":"number","x-strata":{"sums":["b","c"]}},"b":{"type":"number"}}}""",
        "/properties/a/x-strata/sums/1",
        "'c' is not another number"
    )]
    [InlineData(
        """{"properties":{"a":{"type":"number","x-strata":{"sums":["b?","-c"]}},"b":{"type":"number"},"c":{"type":"number"}}}""",
        "/properties/a/x-strata/sums",
        "neither optional nor taken off"
    )]
    [InlineData(
        """{"properties":{"a":{"type":"string","x-strata":{"sums":["b","c"]}},"b":{"type":"number"},"c":{"type":"number"}}}""",
        "/properties/a/x-strata/sums",
        "a number is the sum"
    )]
    [InlineData(
        """{"properties":{"a":{"type":"string","x-strata":{"distinguishes":"yes"}}}}""",
        "/properties/a/x-strata/distinguishes",
        "must be true, false or"
    )]
    [InlineData(
        """{"properties":{"a":{"type":"string","x-strata":{"distinguishes":{"days":5}}}}}""",
        "/properties/a/x-strata/distinguishes",
        "date, date-time or moment"
    )]
    [InlineData(
        """{"properties":{"a":{"type":"array","x-strata":{"distinguishes":true}}}}""",
        "/properties/a/x-strata/distinguishes",
        "can distinguish entities"
    )]
    [InlineData(
        """{"properties":{"a":{"format":"date","x-strata":{"distinguishes":{"days":-1}}}}}""",
        "/properties/a/x-strata/distinguishes/days",
        "from 0 to 36500"
    )]
    [InlineData(
        """{"properties":{"a":{"format":"date","x-strata":{"distinguishes":{"days":1.5}}}}}""",
        "/properties/a/x-strata/distinguishes/days",
        "whole number"
    )]
    [InlineData(
        """{"properties":{"a":{"format":"date","x-strata":{"distinguishes":{}}}}}""",
        "/properties/a/x-strata/distinguishes",
        "requires 'days'"
    )]
    [InlineData(
        """{"properties":{"a":{"format":"date","x-strata":{"distinguishes":{"days":1,"hours":2}}}}}""",
        "/properties/a/x-strata/distinguishes/hours",
        "is unknown"
    )]
    [InlineData("""{"properties":{"a":{"items":{"x-strata":{}}}}}""", "/properties/a/items/x-strata", "only on the record, its fields")]
    [InlineData("""{"properties":{"due":{},"b":{"x-strata":{"aliases":["Due"]}}}}""", "/properties/b", "answers to 'due'")]
    [InlineData("""{"properties":{"a\nb":{}}}""", "/properties/a\nb", "control")]
    [InlineData("""{"type":"array"}""", "/type", "record is an object")]
    [InlineData("""{"anyOf":[{}]}""", "", "judged alone")]
    [InlineData("""{"enum":[{}]}""", "/enum", "judged alone")]
    [InlineData("""{"const":{}}""", "/const", "judged alone")]
    [InlineData("[]", "", "a schema is")]
    [InlineData("true", "", "must be an object")]
    [InlineData("""{"title":"a","title":"b"}""", "", "uplicate key")]
    public void Schema_that_would_be_misunderstood_is_refused(string schema, string path, string reason)
    {
        var refusal = Should.Throw<StrataException>(() => Parse(schema));

        refusal.Code.ShouldBe(ErrorCode.SchemaValidationFailed);
        refusal.Faults.ShouldContain(
            f => f.Path == path && f.Reason.Contains(reason, StringComparison.Ordinal),
            string.Join("; ", refusal.Faults)
        );
    }

    [Theory]
    [InlineData("Invoice")]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a b")]
    public void Entity_type_is_a_plain_name(string type) =>
        Should.Throw<StrataException>(() => SchemaDefinition.Parse(type, 1, Json("{}"))).Code.ShouldBe(ErrorCode.SchemaValidationFailed);

    [Theory]
    [InlineData("""{"properties":{"a":{}}}""", "/properties")]
    [InlineData("""{"required":["a"],"properties":{"a":{}}}""", "/properties")]
    [InlineData("""{"additionalProperties":false}""", "/additionalProperties")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", "/additionalProperties")]
    public void Generic_declares_nothing(string schema, string path)
    {
        var refusal = Should.Throw<StrataException>(() => SchemaDefinition.Parse("generic", 2, Json(schema)));

        refusal.Faults[0].Path.ShouldBe(path);
        refusal.Faults[0].Reason.ShouldContain("register a type of its own");
        SchemaDefinition.Parse("thing", 2, Json(schema)).Version.ShouldBe(2);
    }

    [Fact]
    public void Generic_may_be_called_otherwise() =>
        SchemaDefinition
            .Parse(
                "generic",
                2,
                Json("""{"title":"Unsorted","additionalProperties":true,"properties":{},"x-strata":{"names":["scrap"]}}""")
            )
            .Names.ShouldContain("scrap");

    /// <summary>What has come to be refused since must not make a store unreadable.</summary>
    [Theory]
    [InlineData("generic", """{"properties":{"a":{"type":"string"}},"additionalProperties":false}""")]
    [InlineData("thing", """{"title":5,"enum":[1],"properties":{"a":{"type":"string","$id":"x","deprecated":1}}}""")]
    [InlineData("thing", """{"properties":{"a":{"pattern":"(?i)^b$"}}}""")]
    [InlineData(
        "thing",
        """{"properties":{"a":{"minimum":2,"maximum":1},"b":{"type":"string","const":1},"c":{"required":["x"],"additionalProperties":false}}}"""
    )]
    public void Schema_that_is_kept_is_read_as_it_was_registered(string type, string schema)
    {
        Should.Throw<StrataException>(() => SchemaDefinition.Parse(type, 1, Json(schema)));

        var kept = SchemaDefinition.Kept(type, 1, Json(schema));

        kept.Reject("a", Json("\"B\"")).ShouldBeNull();
        kept.Reject("a", Json("\"c\""))
            .ShouldBe(schema.Contains("pattern", StringComparison.Ordinal) ? "does not match the pattern (?i)^b$" : null);
    }

    [Theory]
    [InlineData("""{"properties":{"a":{}}}""", "1", null)]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":true}""", "1", null)]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":{"type":"string","maxLength":2}}""", "\"ab\"", null)]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":{"type":"string","maxLength":2}}""", "null", null)]
    [InlineData(
        """{"properties":{"a":{}},"additionalProperties":{"type":"string","maxLength":2}}""",
        "\"abc\"",
        "is longer than 2 characters"
    )]
    [InlineData(
        """{"properties":{"a":{}},"additionalProperties":false}""",
        "1",
        "schema 'invoice' allows no other fields than those it declares"
    )]
    [InlineData(
        """{"properties":{"a":{}},"additionalProperties":false}""",
        "null",
        "schema 'invoice' allows no other fields than those it declares"
    )]
    public void Other_fields_are_judged_by_additionalProperties(string schema, string json, string? reason)
    {
        Parse(schema).RejectUndeclared(Json(json)).ShouldBe(reason);
        Parse(schema).RejectUndeclared(json).ShouldBe(reason);
    }

    [Fact]
    public void Rule_of_what_happens_again_says_so()
    {
        var rules = Parse(
            """{"x-strata":{"identity":[["a"],{"fields":["a","b?"],"repeats":true},{"fields":["b"]}]},"properties":{"a":{},"b":{}}}"""
        ).Identity;

        rules.Select(r => r.Name).ShouldBe(["a", "a+b?", "b"]);
        rules.Select(r => r.Repeats).ShouldBe([false, true, false]);
    }

    [Fact]
    public void Property_may_be_called_x_strata() =>
        Parse("""{"properties":{"x-strata":{"type":"string"}}}""").Declares("x-strata").ShouldBeTrue();

    [Fact]
    public void Body_and_hash_do_not_depend_on_how_the_schema_is_written()
    {
        var written = Parse("""{"properties":{"a":{"minimum":1.0,"type":"number"}},"title":"T"}""");
        var rewritten = Parse("""{ "title" : "\u0054", "properties" : { "a" : { "type" : "number", "minimum" : 1 } } }""");

        rewritten.Body.ShouldBe(written.Body);
        rewritten.Hash.ShouldBe(written.Hash);
    }

    [Theory]
    [InlineData(
        """{"properties":{"a":{"type":"string"}}}""",
        """{"title":"T","x-strata":{"identity":[["a"]]},"properties":{"a":{"type":"string","title":"A","description":"d","x-strata":{"aliases":["b"]}}}}""",
        true
    )]
    [InlineData(
        """{"properties":{"a":{"type":"string"}}}""",
        """{"properties":{"a":{"type":"string","x-strata":{"strategy":"last_write"}}}}""",
        false
    )]
    [InlineData(
        """{"properties":{"a":{"type":"string"}}}""",
        """{"properties":{"a":{"type":"string","x-strata":{"distinguishes":true}}}}""",
        true
    )]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"string","maxLength":5}}}""", false)]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"string"},"b":{}}}""", false)]
    [InlineData(
        """{"properties":{"a":{"properties":{"title":{"type":"string"}}}}}""",
        """{"properties":{"a":{"properties":{"title":{"type":"number"}}}}}""",
        false
    )]
    [InlineData(
        """{"$defs":{"d":{"minimum":1}},"properties":{"a":{"$ref":"#/$defs/d"}}}""",
        """{"$defs":{"d":{"minimum":2}},"properties":{"a":{"$ref":"#/$defs/d"}}}""",
        false
    )]
    public void Reduction_hash_changes_only_with_what_decides_snapshots(string before, string after, bool same) =>
        (Parse(before).ReductionHash == Parse(after).ReductionHash).ShouldBe(same);

    [Theory]
    [InlineData("""{"number":" A-1 ","total":3}""", "A-1")]
    [InlineData("""{"number":"","total":3.50}""", "3.5")]
    [InlineData("""{"number":null}""", null)]
    public void Title_is_the_first_title_field_with_a_value(string fields, string? title) =>
        Parse(Invoice).TitleOf(Json(fields).EnumerateObject().ToDictionary(p => p.Name, p => p.Value)).ShouldBe(title);

    private static SchemaDefinition Parse(string schema) => SchemaDefinition.Parse("invoice", 1, Json(schema));

    private static JsonElement Json(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.Clone();
    }
}
