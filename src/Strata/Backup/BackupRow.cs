using Strata.Database;

namespace Strata.Backup;

/// <summary>One row of a backup.</summary>
internal sealed record BackupRow(IReadOnlyList<BulkColumn> Columns, object?[] Values)
{
    /// <summary>The <c>location</c> of contents whose bytes are in the row.</summary>
    public const string Inline = "row";

    public string? Text(string column) => Values[Of(column)] as string;

    public long? Integer(string column) => Values[Of(column)] as long?;

    public byte[]? Bytes(string column) => Values[Of(column)] as byte[];

    public void Set(string column, object? value) => Values[Of(column)] = value;

    private int Of(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
            {
                return i;
            }
        }
        throw new InvalidDataException($"A row has no {column}");
    }
}
