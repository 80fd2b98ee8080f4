using Strata.Database;

namespace Strata.Aggregates;

/// <summary>Reads rows of one connection.</summary>
internal sealed class RowWorker(
    ScannedRow row,
    RowFilter? filter,
    string? entityType,
    IReadOnlySet<long> doubtful,
    Func<ScannedRow, bool> take,
    bool isNamed = false
)
{
    /// <summary>Length of the fields of an entity that has none.</summary>
    private const int NoFields = 2;

    public List<long> Bare { get; } = [];

    /// <returns>False: enough.</returns>
    public bool Take(RowReader reader)
    {
        var fields = reader.Span(1);
        if (fields.Length <= NoFields)
        {
            Bare.Add(reader.Integer(0));
            return true;
        }
        row.Take(entityType ?? reader.Text(2), fields, doubtful.Count > 0 && doubtful.Contains(reader.Integer(0)));
        if (filter?.Passes(row) == false)
        {
            return true;
        }
        if (isNamed)
        {
            row.Name(reader.Integer(0), reader.Integer(3), reader.Text(4));
        }
        return take(row);
    }
}
