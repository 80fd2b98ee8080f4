using Strata.Accounts;
using Strata.Aggregates;
using Strata.Backup;
using Strata.Batches;
using Strata.Blobs;
using Strata.Documents;
using Strata.Duplicates;
using Strata.Entities;
using Strata.Erasure;
using Strata.Events;
using Strata.Export;
using Strata.Feeds;
using Strata.Jobs;
using Strata.Operations;
using Strata.Payments;
using Strata.Projects;
using Strata.Promotion;
using Strata.Prompts;
using Strata.Registry;
using Strata.Rendering;
using Strata.Review;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Runs.Deletion;
using Strata.Search;
using Strata.Sources;
using Strata.SqlQueries;
using Strata.Uploads;
using Strata.Verification;

namespace Strata.Hosting;

/// <summary>The modules of the engine, in the order in which people should read of them.</summary>
public static class StrataModules
{
    private static readonly StrataModule[] Listed =
    [
        new(typeof(SearchModule), "Search"),
        new(typeof(AggregatesModule), "Search"),
        new(typeof(EntitiesModule), "Entities"),
        new(typeof(StructuredModule), "Entities"),
        new(typeof(DecisionsModule), "Decisions"),
        new(typeof(SourcesModule), "Sources"),
        new(typeof(UploadsModule), "Sources"),
        new(typeof(FeedsModule), "Feeds"),
        new(typeof(ProjectsModule), "Projects"),
        new(typeof(PromptsModule), "Prompts"),
        new(typeof(BatchesModule), "Batches"),
        new(typeof(ReviewModule), "Review"),
        new(typeof(RunsModule), "Runs"),
        new(typeof(ArchivalModule), "Runs"),
        new(typeof(RunDeletionModule), "Runs"),
        new(typeof(EventsModule), "Events"),
        new(typeof(DocumentsModule), "Documents"),
        new(typeof(BlocksModule), "Documents"),
        new(typeof(ExportModule), "Export"),
        new(typeof(SqlModule), "Export"),
        new(typeof(DuplicatesModule), "Duplicates"),
        new(typeof(PaymentsModule), "Payments"),
        new(typeof(SchemasModule), "Schemas"),
        new(typeof(PromotionsModule), "Schemas"),
        new(typeof(AuditModule), "Proof"),
        new(typeof(JobsModule), "Jobs"),
        new(typeof(UsageModule), "Usage"),
        new(typeof(TokensModule), "Tokens"),
        new(typeof(UsersModule), "Users"),
        new(typeof(BlobsModule), "Blobs"),
        new(typeof(VerificationModule), "Proof"),
        new(typeof(BackupModule), "Proof"),
        new(typeof(ErasureModule), "Proof"),
    ];

    public static IReadOnlyList<StrataModule> All => Listed;

    public static IEnumerable<Operation> Operations => Listed.SelectMany(m => m.Operations);

    internal static IEnumerable<StoredTable> Tables => Listed.SelectMany(m => m.Tables);

    /// <summary>Ends the start of a store that lacks what a module lists.</summary>
    internal static void Check(IServiceProvider services)
    {
        if (Missing(services) is { Count: > 0 } missing)
        {
            throw new InvalidOperationException($"Services that modules list and the store does not have: {string.Join(", ", missing)}.");
        }
    }

    /// <summary>Returns what modules list and the store does not have: services of operations, with these, job handlers, recovery steps.</summary>
    internal static IReadOnlyList<string> Missing(IServiceProvider services) =>
        [
            .. Operations.Where(o => services.GetService(o.Service) is null).Select(o => $"{o.Name} ({o.Service.Name})"),
            .. Listed.SelectMany(m => m.Jobs.Concat(m.RecoverySteps)).Where(t => services.GetService(t) is null).Select(t => t.Name),
        ];

    internal static IReadOnlyList<IJobHandler> Jobs(IServiceProvider services) => [.. Of<IJobHandler>(services, m => m.Jobs)];

    internal static IEnumerable<IRecoveryStep> RecoverySteps(IServiceProvider services) =>
        Of<IRecoveryStep>(services, m => m.RecoverySteps);

    private static IEnumerable<T> Of<T>(IServiceProvider services, Func<StrataModule, IReadOnlyList<Type>> listed) =>
        Listed.SelectMany(listed).Select(services.GetService).OfType<T>();
}
