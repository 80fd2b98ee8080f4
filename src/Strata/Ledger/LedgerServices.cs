using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Database;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>Dependencies of a ledger session besides its transaction.</summary>
internal sealed record LedgerServices(SchemaStore Schemas, TimeProvider Time)
{
    public StoreLog Log { get; } = new();

    public ClockLead Clock { get; } = new();

    /// <summary>Finds entities by what they are called; set by the store.</summary>
    public EntityNaming Naming { get; set; } = (_, _, _, _) => Task.FromResult<string?>(null);

    /// <summary>Actor of administrative actions that name none.</summary>
    public string Operator { get; init; } = Accounts.Operator.Name;
}

/// <summary>Returns the id of the only entity that the name identifies; null if none does.</summary>
/// <exception cref="StrataException">CONFLICT: it identifies several.</exception>
internal delegate Task<string?> EntityNaming(UserConnection connection, SchemaSet schemas, string name, NamedAmong among);

/// <summary>Entities among which a name is sought.</summary>
internal enum NamedAmong
{
    Shown,

    /// <summary>Deleted ones first.</summary>
    Deleted,

    /// <summary>Merged ones first: their identifiers otherwise name what they were merged into.</summary>
    Merged,
}

/// <summary>Holds the store's logger, which discards everything until the host sets one.</summary>
internal sealed class StoreLog
{
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
