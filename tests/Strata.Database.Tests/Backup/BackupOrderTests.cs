using Microsoft.Data.Sqlite;
using Strata.Testing;

namespace Strata.Backup;

/// <summary>A table or column that nobody decided about would be missing from every backup.</summary>
public sealed class BackupOrderTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_table_and_column_of_a_user_is_in_a_backup_or_left_out_for_a_reason()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.Sqlite);
        var stored = await ColumnsAsync(test.Location);

        var tables = new BackupOrder(StrataModules.Tables);
        var held = tables.All.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name} {Type(c.Type)}"));
        var leftOut = StrataModules.Tables.Where(t => t.WhyLeftOut is not null).ToDictionary(t => t.Name, t => t.WhyLeftOut);
        var expected = stored.Where(c => !leftOut.ContainsKey(c.Split('.')[0]) && c.Split('.')[1] != "user_id text");

        held.ShouldBe(expected, ignoreOrder: true);
        tables.All.Select(t => t.Order).ShouldBeUnique();
    }

    private static string Type(BulkType type) =>
        type switch
        {
            BulkType.Integer => "integer",
            BulkType.Text => "text",
            BulkType.Real => "real",
            _ => "blob",
        };

    private static async Task<List<string>> ColumnsAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select t.name || '.' || c.name || ' ' || lower(c.type)
            from sqlite_master t join pragma_table_info(t.name) c
            where t.type = 'table' and t.name not like 'sqlite_%' and t.name not glob '*_search*' and t.name not in ('strata_migrations', 'instance')
            """;
        await using var reader = await command.ExecuteReaderAsync(Token);
        var columns = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            columns.Add(reader.GetString(0));
        }
        return columns;
    }
}
