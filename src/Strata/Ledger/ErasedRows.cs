using Strata.Database;

namespace Strata.Ledger;

/// <summary>Rows of the hash chain that erasures removed.</summary>
internal static class ErasedRows
{
    private static readonly BulkTable Table = new(
        "erased_rows",
        ["kind", "first_no"],
        [
            new("kind", BulkType.Integer),
            new("first_no", BulkType.Integer),
            new("last_no", BulkType.Integer),
            new("erasure_no", BulkType.Integer),
        ]
    );

    public static Task AddAsync(UserTransaction tx, ChainedTable table, long erasureNo, IEnumerable<long> numbers)
    {
        var ranges = new List<object?[]>();
        (long First, long Last)? range = null;
        foreach (var number in numbers.Order())
        {
            if (range is { } open && number == open.Last + 1)
            {
                range = (open.First, number);
                continue;
            }
            Close();
            range = (number, number);
        }
        Close();
        return ranges.Count == 0 ? Task.CompletedTask : tx.BulkAsync(Table, BulkMode.Insert, ranges);

        void Close()
        {
            if (range is { } done)
            {
                ranges.Add([(long)table.Kind, done.First, done.Last, erasureNo]);
            }
        }
    }

    public static Task<IReadOnlyList<Range>> AllAsync(UserConnection connection) =>
        connection.QueryAsync<Range>(
            "select kind, first_no, last_no, erasure_no from erased_rows where user_id = @user order by kind, first_no"
        );

    public sealed record Range(long Kind, long FirstNo, long LastNo, long ErasureNo);
}
