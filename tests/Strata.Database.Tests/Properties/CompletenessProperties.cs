using Strata.Testing;

namespace Strata.Properties;

/// <summary>Nothing of an input is lost: what is not a field is a fragment.</summary>
public sealed class CompletenessProperties
{
    private static readonly string[] Values =
    [
        "\"\"",
        "\"a\"",
        "\"Zoë 😀\"",
        "\"line\\nbreak \\\"q\\\"\"",
        "0",
        "-1.5",
        "1e300",
        "true",
        "null",
        "[]",
        "[1,[2]]",
        "{\"a\":{\"b\":null}}",
    ];

    [Theory, DatabaseData, Trait("req", "N-115"), Trait("req", "G7")]
    public async Task Structured_record_is_its_fields_and_its_fragments(Engine engine)
    {
        const int seed = 20260304;
        var random = new Random(seed);
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store);
        var records = new List<Dictionary<string, string>>();
        for (var i = 0; i < TestScale.Pick(quick: 100, all: 1_000); i++)
        {
            var record = ThingSchema.Fields(random, nulls: true);
            record["key"] = $"\"{i}\"";
            for (var n = random.Next(5); n > 0; n--)
            {
                record[$"extra {random.Next(9)}"] = Values[random.Next(Values.Length)];
            }
            records.Add(record);
        }

        var stored = await store.Alice.StoreManyAsync([.. records.Select(r => (ThingSchema.Type, ThingSchema.Json(r)))]);
        foreach (var (record, entity) in records.Zip(stored.Entities))
        {
            var seen = (await store.Alice.ObservationsAsync(entity.EntityId)).ShouldHaveSingleItem();
            var parts = seen.Fields.Select(f => (f.Key, f.Value)).Concat(seen.Fragments?.Select(f => (f.Key, f.Value.Value)) ?? []);
            var whole = parts.ToDictionary(p => p.Key, p => CanonicalJson.Of(p.Value), StringComparer.Ordinal);
            whole.ShouldBe(
                record.ToDictionary(r => r.Key, r => CanonicalJson.Of(JsonDocument.Parse(r.Value).RootElement)),
                ignoreOrder: true,
                $"seed {seed}"
            );
        }
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-115"), Trait("req", "G7")]
    public async Task Every_cell_of_a_table_is_a_field_or_a_fragment(Engine engine)
    {
        const int seed = 20260305;
        var random = new Random(seed);
        string[] texts = ["a", "Zoë", "x, y", "say \"so\"", "two\nlines", "12", "", "true", "n/a"];
        string[] numbers = ["1", "-2.5", "0.25", "many", "", "12 pieces"];
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store);
        for (var table = 0; table < TestScale.Pick(quick: 5, all: 40); table++)
        {
            var rows = Enumerable
                .Range(0, random.Next(1, 12))
                .Select(row => new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["key"] = $"t{table}r{row}",
                    ["last"] = texts[random.Next(texts.Length)],
                    ["highest"] = numbers[random.Next(numbers.Length)],
                    ["colour"] = texts[random.Next(texts.Length)],
                    ["weight"] = numbers[random.Next(numbers.Length)],
                })
                .ToList();
            var csv = string.Join(
                "\r\n",
                rows.Select(r => r.Values.Select(Quoted)).Prepend(rows[0].Keys).Select(line => string.Join(',', line))
            );
            var result = await store.Alice.IngestAsync($"t{table}.csv", csv + "\r\n", new IngestRequest { EntityType = ThingSchema.Type });

            var run = result.Run.ShouldNotBeNull();
            run.EntityCount.ShouldBe(rows.Count, $"seed {seed}, {csv}");
            foreach (var (row, entity) in rows.Zip(run.Entities))
            {
                var seen = (await store.Alice.ObservationsAsync(entity.EntityId)).ShouldHaveSingleItem();
                foreach (var (name, cell) in row.Where(c => c.Value.Length > 0))
                {
                    var kept =
                        seen.Fields.TryGetValue(name, out var value)
                        || seen.Fragments?.TryGetValue(name, out var fragment) == true && Is(fragment.Value, out value);
                    kept.ShouldBeTrue($"seed {seed}: {name} '{cell}' is lost in {csv}");
                    Says(value, cell).ShouldBeTrue($"seed {seed}: {name} '{cell}' became {value.GetRawText()}");
                }
            }
        }
        await store.Alice.StateHashAsync();
    }

    private static bool Is(JsonElement from, out JsonElement value)
    {
        value = from;
        return true;
    }

    private static bool Says(JsonElement value, string cell) =>
        value.ValueKind switch
        {
            JsonValueKind.String => string.Equals(value.GetString(), cell, StringComparison.Ordinal),
            JsonValueKind.Number => decimal.Parse(cell, CultureInfo.InvariantCulture) == value.GetDecimal(),
            _ => string.Equals(value.GetRawText(), cell, StringComparison.Ordinal),
        };

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
