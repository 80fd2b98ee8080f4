namespace Strata.Cli;

/// <summary>The store and user, from options, environment and defaults.</summary>
internal sealed record StoreLocation
{
    private readonly ICommandEnvironment _environment;

    private StoreLocation(ICommandEnvironment environment) => _environment = environment;

    /// <summary>Null for the store's default.</summary>
    public string? DataFolder { get; init; }
    public string? DatabaseUrl { get; init; }
    public string? BlobsUrl { get; init; }

    /// <summary>Days, unparsed; null for the store's default.</summary>
    public string? ArchiveAfter { get; init; }

    /// <summary>A size, unparsed; null for the store's default.</summary>
    public string? MaxSourceBytes { get; init; }
    public required string UserName { get; init; }
    public Uri? Server { get; init; }
    public string? Token { get; init; }

    public static StoreLocation From(Func<System.CommandLine.Option<string?>, string?> option, ICommandEnvironment environment)
    {
        var server = option(GlobalOptions.Server) ?? environment.Variable("STRATA_SERVER");
        return new StoreLocation(environment)
        {
            DataFolder = (option(GlobalOptions.Data) ?? environment.Variable("STRATA_DATA")) is { } folder
                ? Path.GetFullPath(folder)
                : null,
            DatabaseUrl = option(GlobalOptions.Database) ?? environment.Variable("STRATA_DATABASE"),
            BlobsUrl = option(GlobalOptions.Blobs) ?? environment.Variable("STRATA_BLOBS"),
            ArchiveAfter = option(ArchiveOption) ?? environment.Variable("STRATA_ARCHIVE_AFTER"),
            MaxSourceBytes = option(SourceLimitOption) ?? environment.Variable("STRATA_MAX_SOURCE_BYTES"),
            UserName = option(GlobalOptions.User) ?? environment.Variable("STRATA_USER") ?? UserId.Local.Value,
            Server = server is null ? null : ServerAddress(server),
            Token = option(GlobalOptions.Token) ?? environment.Variable("STRATA_TOKEN"),
        };
    }

    /// <summary>The user. Throws a usage error if the name is invalid.</summary>
    public UserId User =>
        UserId.IsValid(UserName)
            ? new UserId(UserName)
            : throw new UsageException($"'{UserName}' is not a valid user name: use 1 to 40 of a-z, 0-9 and '-', starting with a letter.");

    public StoreOptions Options =>
        new()
        {
            DataFolder = DataFolder,
            DatabaseUrl = DatabaseUrl,
            DefaultPlan = _environment.Variable("STRATA_DEFAULT_PLAN") ?? Plan.Enterprise.Name,
            BlobsUrl = BlobsUrl,
            MaxSpooledBytes = Size("STRATA_SPOOL_LIMIT") ?? Defaults.MaxSpooledBytes,
            MaxCopiedBytes = Size("STRATA_CACHE_LIMIT") ?? Defaults.MaxCopiedBytes,
            MaxSourceBytes = SourceLimit,
            ArchiveAfterDays = Days,
            MaxRunTime = RunTime,
            Sql = SqlLimits,
            Prompt = Prompt,
            SecretKey = _environment.Variable("STRATA_SECRET_KEY"),
            SystemUser = _environment.Variable("SUDO_USER") ?? Environment.UserName,
            AllowPrivateAddresses = _environment.Variable("STRATA_ALLOW_PRIVATE_ADDRESSES") is "1" or "true",
            AllowedAddresses =
                _environment
                    .Variable("STRATA_ALLOW_PRIVATE_ADDRESSES")
                    ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                ?? [],
        };

    private static readonly StoreOptions Defaults = new();

    /// <summary>For verbs that run background jobs.</summary>
    public static readonly System.CommandLine.Option<string?> ArchiveOption = new("--archive-after")
    {
        HelpName = "DAYS",
        Description =
            $"Archive runs this many days after they ended; 0: never (STRATA_ARCHIVE_AFTER; default: {Defaults.ArchiveAfterDays})",
    };

    /// <summary>For verbs that ingest sources.</summary>
    public static readonly System.CommandLine.Option<string?> SourceLimitOption = new("--max-source-bytes")
    {
        HelpName = "SIZE",
        Description = "Largest source to accept, e.g. 500MB or 4GiB; not with --server (STRATA_MAX_SOURCE_BYTES; default: 2GiB)",
    };

    private long SourceLimit =>
        MaxSourceBytes is null ? Defaults.MaxSourceBytes
        : ByteSize.Parse(MaxSourceBytes) is >= 1 and var bytes ? bytes
        : throw new UsageException(
            $"--max-source-bytes (STRATA_MAX_SOURCE_BYTES) must be a size such as 500MB or 4GB; got '{MaxSourceBytes}'."
        );

    private int Days =>
        ArchiveAfter is null ? Defaults.ArchiveAfterDays
        : int.TryParse(ArchiveAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 36_500 ? days
        : throw new UsageException($"--archive-after (STRATA_ARCHIVE_AFTER) must be between 0 and 36500 days; got '{ArchiveAfter}'.");

    private TimeSpan RunTime =>
        _environment.Variable("STRATA_MAX_RUN_HOURS") is not { } text ? Defaults.MaxRunTime
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= 1 and <= 8_760
            ? TimeSpan.FromHours(hours)
        : throw new UsageException($"STRATA_MAX_RUN_HOURS must be between 1 and 8760 hours; got '{text}'.");

    private SqlLimits SqlLimits => new() { Time = SqlTime, MemoryBytes = SqlMemory };

    private TimeSpan SqlTime =>
        _environment.Variable("STRATA_SQL_SECONDS") is not { } text ? Defaults.Sql.Time
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 3_600
            ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException($"STRATA_SQL_SECONDS must be between 1 and 3600; got '{text}'.");

    private long SqlMemory =>
        _environment.Variable("STRATA_SQL_MEMORY") is not { } text ? Defaults.Sql.MemoryBytes
        : ByteSize.Parse(text) is >= 32_000_000 and var bytes ? bytes
        : throw new UsageException($"STRATA_SQL_MEMORY must be a size of at least 32MB, such as 512MB; got '{text}'.");

    /// <summary>The operator's prompt, from a file.</summary>
    private string? Prompt =>
        _environment.Variable("STRATA_PROMPT_FILE") is not { } path ? null
        : !File.Exists(path) ? throw new UsageException($"STRATA_PROMPT_FILE: file '{path}' does not exist.")
        : File.ReadAllText(path) is var prompt && SharedOptions.TryJson(prompt) is not null ? prompt
        : throw new UsageException($"STRATA_PROMPT_FILE: '{path}' is not JSON.");

    private long? Size(string name) =>
        _environment.Variable(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes
        : throw new UsageException($"{name} must be a number of bytes; got '{text}'.");

    private static Uri ServerAddress(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException($"'{text}' is not a server URL such as https://strata.example.org.");
}
