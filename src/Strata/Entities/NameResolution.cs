using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Entities are named by id, or by anything that identifies just one of them: an invoice number, an e-mail address, a title. What is called
/// so is meant before what only mentions it: a company, and not its invoices.
/// </summary>
internal sealed class NameResolution(EntityReader reader)
{
    private const int Shown = 10;
    private const int Looked = 200;

    /// <summary>As <see cref="EntityNaming"/>: now, as of the writing transaction.</summary>
    public async Task<string?> FindAsync(UserConnection connection, SchemaSet schemas, string name, NamedAmong among) =>
        (among == NamedAmong.Shown ? null : OnlyOne(name, await HiddenAsync(connection, schemas, name, among)))
        ?? await FindAsync(connection, name, new ReadPoint(long.MaxValue, long.MaxValue, schemas));

    public async Task<string?> FindAsync(UserConnection connection, string name, ReadPoint point)
    {
        var found = await new EntityFinder(reader).FindAsync(connection, name, entityType: null, new PageRequest(Looked), point);
        return OnlyOne(
            name,
            [.. found.Items.Select(e => new Named(e.EntityId, e.EntityType, e.Title))],
            isMore: found.NextCursor is not null
        );
    }

    /// <summary>Returns the deleted or merged entities that hold an identity key with that value.</summary>
    private static async Task<IReadOnlyList<Named>> HiddenAsync(UserConnection connection, SchemaSet schemas, string name, NamedAmong among)
    {
        var value = JsonText.Element(JsonText.String(name));
        var origins = await Origins.AllAsync(connection);
        var rows = await connection.QueryAsync<EntityRecord>(
            $"""
            select {EntityRecord.Columns} from entities where user_id = @user and entity_no in (
                select {(among == NamedAmong.Merged ? "e.entity_no" : "e.root_no")} from entity_keys k
                join entities e on e.user_id = k.user_id and e.entity_no = k.entity_no
                where k.user_id = @user and k.key IN_LIST(@keys))
              and {(among == NamedAmong.Merged ? "parent_no is not null" : "state = @deleted")}
            order by entity_no limit {Looked}
            """,
            new { keys = schemas.All.SelectMany(s => References.KeysOfScalar(s, value, origins)).ToList(), deleted = EntityRecord.Deleted }
        );
        return
        [
            .. rows.Select(r => new Named(
                r.EntityId,
                r.EntityType,
                schemas.Get(r.EntityType).TitleOf(FieldList.Parse(r.Fields).ToElements())
            )),
        ];
    }

    private static string? OnlyOne(string name, IReadOnlyList<Named> found, bool isMore = false) =>
        found switch
        {
            [var only] => only.EntityId,
            [] => null,
            _ when !isMore && found.Where(e => string.Equals(e.Title, name, StringComparison.OrdinalIgnoreCase)).ToList() is [var called] =>
                called.EntityId,
            _ => throw new StrataException(
                ErrorCode.Conflict,
                $"'{name}' matches {(found.Count > Shown ? $"more than {Shown}" : found.Count)} entities; name one by its id:"
            )
            {
                Faults = [.. found.Take(Shown).Select(e => new Fault(e.EntityId, $"{e.EntityType} {e.Title}"))],
            },
        };

    private sealed record Named(string EntityId, string EntityType, string? Title);
}
