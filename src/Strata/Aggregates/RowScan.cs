using Strata.Database;
using Strata.Entities;

namespace Strata.Aggregates;

/// <summary>
/// Reads the rows of current entities, in pieces: a second connection, if one is to be had and sees the same state, reads every other one.
/// </summary>
internal sealed class RowScan(
    IDatabase database,
    UserConnection connection,
    EntityQuery query,
    long changedAfter,
    long most,
    IProgress<Progress>? progress,
    bool isNamed = false
)
{
    private const int Pieces = 24;

    /// <summary>With fewer numbers, a second connection would take longer to open than to read.</summary>
    private const long MinSpan = 50_000;

    /// <summary>
    /// Second connections of this process at a time: they wait for the pool while they hold none, so that all who hold one go on.
    /// </summary>
    private static readonly SemaphoreSlim Seconds = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly List<(long From, long To)> _pieces = [];
    private int _taken = -1;
    private long _looked;
    private volatile bool _ends;

    public bool IsIncomplete { get; private set; }

    /// <summary>Entities without fields, which may be withdrawn.</summary>
    public List<long> Bare { get; } = [];

    /// <param name="first">Makes what reads rows.</param>
    /// <param name="second">Makes what reads rows beside it.</param>
    public async Task RunAsync(Func<RowWorker> first, Func<RowWorker> second)
    {
        var ofType = query.EntityType is null ? "" : "and entity_type = @type";
        var bounds = await connection.QueryFirstOrDefaultAsync<(long? First, long? Last, long Head)>(
            $"""
            select
                (select min(entity_no) from entities where user_id = @user {ofType}) as first_no,
                (select max(entity_no) from entities where user_id = @user {ofType}) as last_no,
                (select seq from ledger_heads where user_id = @user) as head
            """,
            new { type = query.EntityType }
        );
        if (bounds is not ({ } from, { } last, var head))
        {
            return;
        }
        var span = last - from + 1;
        var size = span < MinSpan ? span : (span + Pieces - 1) / Pieces;
        for (; from <= last; from += size)
        {
            _pieces.Add((from, from + size));
        }
        var own = first();
        if (_pieces.Count == 1 || !await Seconds.WaitAsync(0, CancellationToken.None))
        {
            await WorkAsync(connection, own);
            Bare.AddRange(own.Bare);
            return;
        }
        try
        {
            await BesideAsync(own, second(), head);
        }
        finally
        {
            Seconds.Release();
        }
    }

    private async Task BesideAsync(RowWorker own, RowWorker other, long head)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(connection.Cancellation);
        var hasBegun = 0;
        var beside = Task.Run(
            () =>
                database.ReadAsync(
                    connection.User,
                    async second =>
                    {
                        // It may see a write that the first doesn't: then the first reads on alone.
                        var seen = await second.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
                        if (seen == head && Interlocked.Exchange(ref hasBegun, 1) == 0)
                        {
                            await WorkAsync(second, other);
                        }
                        return true;
                    },
                    late.Token
                ),
            CancellationToken.None
        );
        try
        {
            await Task.Run(() => WorkAsync(connection, own), CancellationToken.None);
        }
        finally
        {
            if (Interlocked.Exchange(ref hasBegun, 1) == 0)
            {
                await late.CancelAsync();
            }
            try
            {
                await beside;
            }
            catch (OperationCanceledException) when (!connection.Cancellation.IsCancellationRequested)
            {
                // Nothing was left for it to read.
            }
        }
        Bare.AddRange(own.Bare);
        Bare.AddRange(other.Bare);
    }

    private async Task WorkAsync(UserConnection from, RowWorker worker)
    {
        try
        {
            while (!_ends && Interlocked.Increment(ref _taken) is var piece && piece < _pieces.Count)
            {
                await PieceAsync(from, worker, _pieces[piece]);
            }
        }
        catch
        {
            _ends = true;
            throw;
        }
    }

    private async Task PieceAsync(UserConnection from, RowWorker worker, (long From, long To) piece)
    {
        var looked = 0L;
        var column = await IsMostlyOfTypeAsync(from, piece) ? "+entity_type" : "entity_type";
        await from.EachAsync(
            $"""
            select entity_no, fields, {(query.EntityType is null ? "entity_type" : "''")} as of_type{(
                isNamed ? ", seq, entity_id" : ""
            )} from entities
            where user_id = @user {(query.EntityType is null ? "" : $"and {column} = @type")} and entity_no >= @from and entity_no < @to
              and parent_no is null and state = 0 {(changedAfter == 0 ? "" : "and seq > @changedAfter")}
            """,
            new
            {
                type = query.EntityType,
                from = piece.From,
                to = piece.To,
                changedAfter,
            },
            row =>
            {
                looked++;
                if (!_ends && !worker.Take(row))
                {
                    _ends = true;
                    IsIncomplete = true;
                }
            }
        );
        var all = Interlocked.Add(ref _looked, looked);
        from.Cancellation.ThrowIfCancellationRequested();
        progress?.Report(new Progress("entities", all, null));
        if (all >= most)
        {
            _ends = true;
            IsIncomplete = true;
        }
    }

    /// <summary>
    /// Whether so many of the next entities are of the type that reading all in their order is quicker than looking each up. PostgreSQL finds
    /// that out by itself.
    /// </summary>
    private async Task<bool> IsMostlyOfTypeAsync(UserConnection from, (long From, long To) piece)
    {
        const int Looked = 200;
        if (from.Engine != Engine.Sqlite || query.EntityType is not { } type)
        {
            return false;
        }
        var (all, ofType) = await from.QueryFirstOrDefaultAsync<(long, long)>(
            """
            select count(*) as looked, coalesce(sum(entity_type = @type), 0) as of_type from (
                select entity_type from entities where user_id = @user and entity_no >= @from order by entity_no limit @most) as next
            """,
            new
            {
                type,
                from = piece.From,
                most = (long)Looked,
            }
        );
        return ofType * 4 >= all;
    }
}
