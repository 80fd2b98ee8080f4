using Strata.Accounts;
using Strata.Blobs;
using Strata.Blobs.S3;
using Strata.Database.PostgreSql;
using Strata.Export;
using Strata.Feeds;
using Strata.Rendering;
using Strata.Runs;
using Strata.Runs.Archival;
using Strata.Sources;

namespace Strata;

/// <summary>Where a store keeps its data, and its limits.</summary>
public sealed record StoreOptions
{
    /// <summary>Folder of the embedded database and of the blobs; null: <c>strata</c> in the user's data folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary><c>postgres://…</c> or an Npgsql connection string; null: the embedded SQLite database in the data folder.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>
    /// <c>s3://bucket/prefix?endpoint=…</c>: where blobs are stored; null: the folder <c>blobs</c> in the data folder.
    /// </summary>
    public string? BlobsUrl { get; init; }

    /// <summary>Bytes of blobs that one user may have in the database while the blob backend fails.</summary>
    public long MaxSpooledBytes { get; init; } = Spool.DefaultMaxBytes;

    /// <summary>Size of the local cache of S3, in bytes.</summary>
    public long MaxCopiedBytes { get; init; } = BlobCache.DefaultMaxBytes;

    /// <summary>Size of the cache of rendered pages, in bytes.</summary>
    public long MaxPictureBytes { get; init; } = PageImages.DefaultMaxBytes;

    /// <summary>Size of the cache of exports, from which broken-off downloads go on.</summary>
    public long MaxExportBytes { get; init; } = ExportCache.DefaultMaxBytes;

    /// <summary>Largest source, in bytes.</summary>
    public long MaxSourceBytes { get; init; } = SourceOptions.DefaultMaxBytes;

    /// <summary>Maximum number of sources inside one source, at all depths.</summary>
    internal int MaxMembers { get; init; } = ParseBudget.Default.MaxMembers;

    /// <summary>How long the attempts at one run may work together, after which it ends with what it has stored.</summary>
    public TimeSpan MaxRunTime { get; init; } = RunLimits.DefaultMaxTime;

    /// <summary>How long a <c>sql</c> statement may take, and how much memory.</summary>
    public SqlQueries.SqlLimits Sql { get; init; } = new();

    /// <summary>What interpreters that ask are told where nobody else says it, as JSON like a schema's <c>x-strata.prompt</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>How much of a source is committed in one transaction.</summary>
    internal RunLimits RunLimits { get; init; } = new();

    /// <summary>How long an ingest waits for an equal run that another caller executes.</summary>
    internal TimeSpan EqualRunPatience { get; init; } = Ingestion.DefaultPatience;

    /// <summary>Plan of new users; <c>local</c> has no limits. See <see cref="Accounts.Plan"/>.</summary>
    public string DefaultPlan { get; init; } = Accounts.Plan.Enterprise.Name;

    /// <summary>Days after which runs are archived, where queries still find them; 0: never.</summary>
    public int ArchiveAfterDays { get; init; } = ScheduleArchival.DefaultAfterDays;

    /// <summary>Whether URLs of this machine or its network may be ingested.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Addresses of this machine or its network that URLs may use, as <c>host:port</c>; others are refused.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>32 bytes in base64 that encrypt stored passwords; null: an embedded store keeps its own in its folder.</summary>
    public string? SecretKey { get; init; }

    /// <summary>How long a file must not have changed before a feed takes it.</summary>
    internal TimeSpan FeedSettle { get; init; } = FolderPlace.DefaultSettle;

    /// <summary>
    /// Who the system says it is that has the store at hand: what they administer is signed <c>operator:NAME</c>, what they do at the
    /// command line <c>cli:NAME</c>. Null: without a name.
    /// </summary>
    public string? SystemUser { get; init; }

    /// <summary>Called while the store opens, with the reason if that takes long.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    public string Folder =>
        DataFolder
        ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "strata"
        );

    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    internal string? PromptJson => Prompt is null ? null : Schemas.PromptSyntax.Read(JsonText.Element(Prompt));

    internal BlobOptions Blobs => new(Folder, BlobsUrl, MaxSpooledBytes, MaxCopiedBytes);

    internal SourceOptions Sources => new(MaxSourceBytes, MaxMembers, AllowPrivateAddresses, AllowedAddresses, EqualRunPatience);

    internal FeedOptions Feeds => new(Sources, FeedSettle, Folder);

    internal SecretKey Secrets => new(SecretKey, DatabaseUrl is null ? Path.Combine(Folder, "secret.key") : null);

    /// <summary>Why the URLs or the key are invalid, without passwords; null if they are valid.</summary>
    public string? Misnamed()
    {
        try
        {
            if (DatabaseUrl is { } database)
            {
                PostgreSqlUrl.Parse(database);
            }
            if (BlobsUrl is { } blobs)
            {
                S3Address.Parse(blobs);
            }
            _ = PromptJson;
            return Accounts.SecretKey.Misnamed(SecretKey);
        }
        catch (Exception e) when (e is InvalidOperationException or StrataException)
        {
            return e.Message;
        }
    }
}
