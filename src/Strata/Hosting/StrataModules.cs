using Strata.Accounts;
using Strata.Blobs;
using Strata.Documents;
using Strata.Duplicates;
using Strata.Entities;
using Strata.Jobs;
using Strata.Operations;
using Strata.Promotion;
using Strata.Registry;
using Strata.Rendering;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Search;
using Strata.Sources;
using Strata.Verification;

namespace Strata.Hosting;

/// <summary>The modules of the engine, in the order in which people should read of them.</summary>
public static class StrataModules
{
    private static readonly StrataModule[] Listed =
    [
        StrataModule.Of(typeof(SearchModule), "Search"),
        StrataModule.Of(typeof(EntitiesModule), "Entities"),
        StrataModule.Of(typeof(StructuredModule), "Entities"),
        StrataModule.Of(typeof(DecisionsModule), "Decisions"),
        StrataModule.Of(typeof(SourcesModule), "Sources"),
        StrataModule.Of(typeof(RunsModule), "Runs"),
        StrataModule.Of(typeof(ArchivalModule), "Runs"),
        StrataModule.Of(typeof(DocumentsModule), "Documents"),
        StrataModule.Of(typeof(BlocksModule), "Documents"),
        StrataModule.Of(typeof(DuplicatesModule), "Duplicates"),
        StrataModule.Of(typeof(SchemasModule), "Schemas"),
        StrataModule.Of(typeof(PromotionsModule), "Schemas"),
        StrataModule.Of(typeof(AuditModule), "Proof"),
        StrataModule.Of(typeof(JobsModule), "Jobs"),
        StrataModule.Of(typeof(UsageModule), "Usage"),
        StrataModule.Of(typeof(BlobsModule), "Blobs"),
        StrataModule.Of(typeof(VerificationModule), "Proof"),
    ];

    public static IReadOnlyList<StrataModule> All => Listed;

    public static IEnumerable<Operation> Operations => Listed.SelectMany(m => m.Operations);

    /// <summary>Ends the start of a store in which an operation has no service to run it.</summary>
    internal static void Check(IServiceProvider services)
    {
        if (Missing(services) is { Count: > 0 } missing)
        {
            throw new InvalidOperationException($"Operations without the service that runs them: {string.Join(", ", missing)}.");
        }
    }

    /// <summary>Operations whose service the store does not have, each with the name of that.</summary>
    internal static IReadOnlyList<string> Missing(IServiceProvider services) =>
        [.. Operations.Where(o => services.GetService(o.Service) is null).Select(o => $"{o.Name} ({o.Service.Name})")];
}
