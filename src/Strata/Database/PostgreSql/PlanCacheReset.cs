using System.Collections.Concurrent;
using System.Numerics;
using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// A connection keeps the plan of a statement that it repeats, and of the check of a foreign key, until the table has been analysed, which
/// takes a minute or more. Every index begins with the user; while a table is nearly empty, one that goes on with something else looks as
/// good as the one that leads to the row, and kept so long it reads all rows of the user to find one: 0.4 ms for a check among 8,000 rows,
/// instead of 0.01. From about a thousand rows on a plan is right, with or without statistics. So each time the rows that this process has
/// written have doubled, connections are told to plan again.
/// </summary>
internal sealed class PlanCacheReset
{
    private const long First = 256;

    /// <summary>The doubling at which a connection last planned again, by the server's process.</summary>
    private readonly ConcurrentDictionary<int, int> _doublings = new();
    private long _rows;

    public void Wrote(int rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>Whether the connection is to plan again before its next statement; true once for each time.</summary>
    public bool AreOutdated(NpgsqlConnection connection)
    {
        var rows = Interlocked.Read(ref _rows);
        var doubling = rows < First ? 0 : BitOperations.Log2((ulong)(rows / First)) + 1;
        var server = connection.ProcessID;
        if (_doublings.GetValueOrDefault(server) >= doubling)
        {
            return false;
        }
        _doublings[server] = doubling;
        return true;
    }
}
