using Strata.Database;

namespace Strata.Backup;

/// <summary>A table of the user's that a backup holds row by row.</summary>
internal sealed class BackupTable
{
    /// <param name="key">
    /// The columns of the primary key without the user, and so the order of the rows: <c>"document_no, first_block"</c>.
    /// </param>
    /// <param name="columns">As a migration would write them: <c>"digest text, byte_size integer"</c>.</param>
    public BackupTable(string name, string key, string columns)
    {
        Name = name;
        Key = key.Split(", ");
        Columns = [.. columns.Split(',', StringSplitOptions.TrimEntries).Select(Column)];
        Select = $"select {string.Join(", ", Columns.Select(c => c.Name))} from {name} where user_id = @user order by {key}";
    }

    public string Name { get; }

    public IReadOnlyList<string> Key { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>All rows of the user, in the order of the key.</summary>
    public string Select { get; }

    /// <summary>The migration that made it, for tables that are younger than backups.</summary>
    public long Since { get; init; }

    private static BulkColumn Column(string text)
    {
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        return new BulkColumn(
            text[..at],
            text[(at + 1)..] switch
            {
                "integer" => BulkType.Integer,
                "text" => BulkType.Text,
                "blob" => BulkType.Bytes,
                "real" => BulkType.Real,
                var type => throw new InvalidOperationException($"There is no type '{type}'."),
            }
        );
    }
}
