using Strata.Database;

namespace Strata.Operations;

/// <summary>A table with rows of users, and what becomes of it in a backup.</summary>
internal sealed class StoredTable
{
    /// <param name="order">Its place in a backup, which is read from front to back: after the tables that its keys refer to.</param>
    /// <param name="key">
    /// The columns of the primary key without the user, and so the order of the rows: <c>"document_no, first_block"</c>.
    /// </param>
    /// <param name="columns">As a migration would write them: <c>"digest text, byte_size integer"</c>.</param>
    public StoredTable(int order, string name, string key, string columns)
    {
        Order = order;
        Name = name;
        Key = key.Split(", ");
        Columns = [.. columns.Split(',', StringSplitOptions.TrimEntries).Select(Column)];
        Select = $"select {string.Join(", ", Columns.Select(c => c.Name))} from {name} where user_id = @user order by {key}";
    }

    private StoredTable(string name, string why) => (Name, WhyLeftOut, Key, Columns, Select) = (name, why, [], [], "");

    /// <summary>A table that no backup holds, and why not.</summary>
    public static StoredTable LeftOut(string name, string why) => new(name, why);

    public int Order { get; }

    public string Name { get; }

    /// <summary>Why backups don't hold it; null if they do.</summary>
    public string? WhyLeftOut { get; }

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
