using System.CommandLine;

namespace Strata.Cli;

/// <summary>Entities are named by id, or by anything that identifies just one of them: an invoice number, an e-mail address.</summary>
internal static class EntityNames
{
    public static Task<string> EntityAsync(this Call call, IStrata strata, Argument<string> argument, CancellationToken ct) =>
        ResolveAsync(strata, call.Get(argument), ct);

    public static async Task<string> ResolveAsync(IStrata strata, string name, CancellationToken ct)
    {
        if (name.StartsWith("ent_", StringComparison.Ordinal))
        {
            return name;
        }
        var found = await strata.FindEntitiesAsync(name, null, ReadAt.Now, ct);
        return found switch
        {
            [var only] => only.EntityId,
            [] => throw new StrataException(ErrorCode.EntityNotFound, $"No entity is known as '{name}'."),
            _ => throw new UsageException($"'{name}' stands for {found.Count} entities; name one by its id:")
            {
                Choices = [.. found.Take(10).Select(e => new Fault(e.EntityId, $"{e.EntityType} {e.Title}"))],
            },
        };
    }
}
