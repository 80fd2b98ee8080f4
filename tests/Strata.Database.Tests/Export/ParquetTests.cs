using DuckDB.NET.Data;
using Strata.Testing;

namespace Strata.Export;

/// <summary>Parquet is typed, and DuckDB reads back what was stored.</summary>
public sealed class ParquetTests
{
    private const string Schema = """
        {"type":"object","properties":{
          "key":{"type":"string"},"whole":{"type":"integer"},"amount":{"type":"number"},"open":{"type":"boolean"},"day":{"type":"string","format":"date"},
          "at":{"type":"string","format":"date-time"},"tags":{"type":"array","items":{"type":"string"}},"sizes":{"type":"array","items":{"type":"number"}},
          "parts":{"type":"array","items":{"type":"object"}},"a.b \"c\"":{"type":"string"},"Entity_ID":{"type":"string"}},
         "x-strata":{"identity":[["key"]]}}
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "B-7"), Trait("req", "B-8")]
    public async Task DuckDB_reads_back_what_was_stored_with_its_types(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var user = store.Alice;
        await user.RegisterAsync("thing", Schema);
        string[] stored =
        [
            """{"key":"k1","whole":9007199254740993,"amount":-1234567890.12,"open":true,"day":"2026-02-28","at":"2026-02-28T23:59:59.123+02:00","tags":["x","ü 😀"],"sizes":[1.5,2],"parts":[{"n":1}],"a.b \"c\"":"quote \" and , and \n","Entity_ID":"mine"}""",
            """{"key":"k2","amount":0.1,"open":false,"tags":[],"day":"0001-01-01"}""",
            """{"key":"k3","whole":99999999999999999999,"amount":1.00000000000000000001,"at":"2026-01-01T00:00:00.123456Z","tags":["only"]}""",
        ];
        foreach (var fields in stored)
        {
            await user.StoreAsync("thing", fields);
        }
        var bytes = await ExportTests.BytesAsync(user, new ExportRequest { EntityTypes = ["thing"], Format = "parquet" });
        ExportTests.EmptyCache(store);
        (await ExportTests.BytesAsync(user, new ExportRequest { EntityTypes = ["thing"], Format = "parquet" })).ShouldBe(bytes);
        var file = Path.Combine(store.Folder, "t.parquet");
        await File.WriteAllBytesAsync(file, bytes, None);

        Ask($"select column_name || ' ' || column_type from (describe select * from '{file}')")
            .ShouldBe(
                [
                    "entity_id VARCHAR",
                    "Entity_ID_2 VARCHAR",
                    "a.b \"c\" VARCHAR",
                    "amount DECIMAL(38,10)",
                    "at TIMESTAMP WITH TIME ZONE",
                    "day DATE",
                    "key VARCHAR",
                    "open BOOLEAN",
                    "parts VARCHAR",
                    "sizes DECIMAL(38,10)[]",
                    "tags VARCHAR[]",
                    "whole BIGINT",
                    "_seq BIGINT",
                    "_created_at TIMESTAMP WITH TIME ZONE",
                    "_updated_at TIMESTAMP WITH TIME ZONE",
                    "_doubtful VARCHAR",
                    "_other VARCHAR",
                ],
                ignoreOrder: true
            );
        Ask(
                $"select to_json(columns(['key', 'whole', 'amount', 'open', 'day', 'tags', 'sizes', 'parts', 'a.b \"c\"', 'Entity_ID_2']))::varchar from '{file}' where key = 'k1'"
            )
            .ShouldBe(
                [
                    "\"k1\"",
                    "9007199254740993",
                    "-1234567890.1200000000",
                    "true",
                    "\"2026-02-28\"",
                    "[\"x\",\"ü 😀\"]",
                    "[1.5000000000,2.0000000000]",
                    "\"[{\\\"n\\\":1}]\"",
                    "\"quote \\\" and , and \\n\"",
                    "\"mine\"",
                ],
                ignoreOrder: true
            );
        Ask($"select epoch_ms(\"at\")::varchar from '{file}' where key = 'k1'").ShouldBe(["1772315999123"]);
        Ask($"select key, len(tags), tags is null, whole is null, _other from '{file}' order by key")
            .ShouldBe([
                "k1",
                "2",
                "False",
                "False",
                "",
                "k2",
                "0",
                "False",
                "True",
                "",
                "k3",
                "1",
                "False",
                "True",
                """{"amount":1.00000000000000000001,"at":"2026-01-01T00:00:00.123456Z","whole":99999999999999999999}""",
            ]);
        // Statistics that are wrong would hide rows.
        Ask($"select count(*) from '{file}' where \"at\" > '2026-02-01'").ShouldBe(["1"]);
        Ask($"select count(*) from '{file}' where day < '1000-01-01' and amount < 1").ShouldBe(["1"]);
        Ask($"select count(*) from parquet_metadata('{file}') where stats_min_value is not null or stats_null_count is not null")
            .ShouldNotBe(["0"]);
    }

    [Theory, DatabaseData]
    public async Task Blocks_and_types_without_rows_are_tables_too(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var source = await store.Alice.IngestAsync("a.md", "# One\n\nTwo.\n");
        var file = Path.Combine(store.Folder, "t.parquet");
        await File.WriteAllBytesAsync(
            file,
            await ExportTests.BytesAsync(store.Alice, new ExportRequest { Source = source.SourceId, Format = "parquet" }),
            None
        );
        Ask($"select block, type, text from '{file}'").ShouldBe(["0", "heading", "One", "1", "paragraph", "Two."]);
        await File.WriteAllBytesAsync(
            file,
            await ExportTests.BytesAsync(store.Alice, new ExportRequest { EntityTypes = ["invoice"], Format = "parquet" }),
            None
        );
        Ask($"select count(*), count(total) from '{file}'").ShouldBe(["0", "0"]);
    }

    private static List<string> Ask(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                values.Add(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "");
            }
        }
        return values;
    }
}
