using System.Collections.Concurrent;
using System.Numerics;
using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// A connection caches the plan of a repeated statement, and of a foreign key check, until the table is analysed, which takes a minute or
/// more. Every index begins with the user; while a table is nearly empty, one that continues with another column looks as good as the one
/// that leads to the row. Cached that long, the plan reads all rows of the user to find one: 0.4 ms for a check among 8,000 rows, instead
/// of 0.01. From about a thousand rows on a plan is right, with or without statistics. So each time the rows written by this process have
/// doubled, connections replan.
/// </summary>
internal sealed class PlanCacheReset
{
    private const long First = 256;

    /// <summary>Doubling at which a connection last replanned, by the process id of its backend.</summary>
    private readonly ConcurrentDictionary<int, int> _doublings = new();
    private long _rows;

    public void Wrote(int rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>Returns whether the connection must replan before its next statement; true once per doubling.</summary>
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
