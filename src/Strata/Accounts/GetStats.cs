using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Accounts;

public sealed record GetStats;

/// <param name="Seq">Ledger position.</param>
/// <param name="Entities">Includes merged and deleted ones.</param>
/// <param name="Merged">Entities merged into another.</param>
/// <param name="Types">Entities per type, largest first.</param>
public sealed record StatsView(
    long Seq,
    long Sources,
    long Documents,
    long Runs,
    long Observations,
    long Decisions,
    long Entities,
    long Merged,
    IReadOnlyList<TypeCount> Types
);

/// <param name="EntityType">Of untyped entities the type that their input named or was like; generic if there is none.</param>
public sealed record TypeCount(string EntityType, long Entities)
{
    /// <summary>Whether it is only suggested: the entities are of type generic.</summary>
    public bool Untyped { get; init; }
}

[JsonSerializable(typeof(GetStats))]
[JsonSerializable(typeof(StatsView))]
internal sealed partial class GetStatsShapes : JsonSerializerContext;

public static partial class UsageModule
{
    public static readonly Operation<GetStats, StatsView> Stats = new Operation<IDatabase, GetStats, StatsView>(
        "stats",
        "Counts what the store holds: sources, documents, runs, observations, decisions, and entities by type.",
        (_, _, context) => context.ReadAsync(CountAsync)
    )
    {
        Cost = Cost.Expensive,
        Route = OperationRoute.Get("/stats"),
        Examples = ["{}"],
        Shapes = () => GetStatsShapes.Default,
    };

    private static async Task<StatsView> CountAsync(UserConnection connection)
    {
        var types = await connection.QueryAsync<TypeRow>(
            """
            select t.entity_type, count(*) as entities, t.untyped from (
                select case when entity_type = 'generic' then coalesce(suggested_type, entity_type) else entity_type end as entity_type,
                    case when entity_type = 'generic' then 1 else 0 end as untyped
                from entities where user_id = @user) as t
            group by t.entity_type, t.untyped
            order by 2 desc, 1
            """
        );
        return new(
            Seq: await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user"),
            Sources: await OfAsync("sources"),
            Documents: await OfAsync("documents"),
            Runs: await OfAsync("runs"),
            Observations: await OfAsync("observations"),
            Decisions: await OfAsync("decisions"),
            Entities: types.Sum(t => t.Entities),
            Merged: await OfAsync("entities", "and parent_no is not null"),
            Types: [.. types.Select(t => new TypeCount(t.EntityType, t.Entities) { Untyped = t.Untyped != 0 })]
        );

        Task<long> OfAsync(string table, string and = "") =>
            connection.QueryFirstOrDefaultAsync<long>($"select count(*) from {table} where user_id = @user {and}");
    }

    private sealed record TypeRow(string EntityType, long Entities, long Untyped);
}

public partial record struct UsageArea
{
    public Task<StatsView> GetStatsAsync(CancellationToken ct) => Strata.InvokeAsync(UsageModule.Stats, new(), progress: null, ct);
}
