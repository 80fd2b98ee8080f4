using Strata.Blobs;
using Strata.Blobs.S3;
using Strata.Database.PostgreSql;
using Strata.Runs;
using Strata.Sources;

namespace Strata;

/// <summary>Where a store keeps its things, and what it may take in.</summary>
public sealed record StoreOptions
{
    /// <summary>Folder of the embedded database and of the blobs; null: <c>strata</c> in the user's data folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary><c>postgres://…</c> or an Npgsql connection string; null: the embedded SQLite database in the data folder.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>
    /// <c>s3://bucket/prefix?endpoint=…</c>: where the bytes of files go; null: the folder <c>blobs</c> in the data folder.
    /// </summary>
    public string? BlobsUrl { get; init; }

    /// <summary>Bytes that one user may have in the database while the blob store fails.</summary>
    public long MaxSpooledBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Bytes of local copies of what lies in S3.</summary>
    public long MaxCopiedBytes { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Bytes of pictures of pages that were drawn before.</summary>
    public long MaxPictureBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Largest source, in bytes.</summary>
    public long MaxSourceBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Most sources that are taken in from inside of one, at all depths.</summary>
    internal int MaxMembers { get; init; } = ParseBudget.Default.MaxMembers;

    /// <summary>How much of a source is committed at once.</summary>
    internal RunLimits RunLimits { get; init; } = new();

    /// <summary>Plan that users are on from the beginning; <c>local</c> has no limits. See <see cref="Accounts.Plan"/>.</summary>
    public string DefaultPlan { get; init; } = Accounts.Plan.Enterprise.Name;

    /// <summary>Days after which runs go to the archive, where every question still finds them; 0: never.</summary>
    public int ArchiveAfterDays { get; init; } = 180;

    /// <summary>Whether URLs that lead to this machine or its network may be ingested.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Single places of this machine or its network that URLs may lead to, as <c>host:port</c>; others stay refused.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>
    /// Who the system says it is that has the store at hand: what they administer is signed <c>operator:NAME</c>, what they do at the
    /// command line <c>cli:NAME</c>. Null: without a name.
    /// </summary>
    public string? SystemUser { get; init; }

    /// <summary>Hears, while the store is being opened, why that takes its time.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    public string Folder =>
        DataFolder
        ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "strata"
        );

    internal BlobOptions Blobs => new(Folder, BlobsUrl, MaxSpooledBytes, MaxCopiedBytes);

    internal SourceOptions Sources => new(MaxSourceBytes, MaxMembers, AllowPrivateAddresses, AllowedAddresses);

    /// <summary>Why no store can be named so, in words that hold no password; null where it can be looked for.</summary>
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
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or StrataException)
        {
            return e.Message;
        }
    }
}
