using Strata.Database;

namespace Strata.Feeds;

/// <summary>A feed as stored.</summary>
internal sealed record FeedRow(
    string Name,
    string Settings,
    string Origin,
    string Cron,
    string TimeZone,
    long? PausedAt,
    long ClaimedUntil,
    long? BeganAt,
    long? EndedAt,
    long Failures,
    string? Error
)
{
    public const string Columns = "name, settings, origin, cron, time_zone, paused_at, claimed_until, began_at, ended_at, failures, error";

    public static async Task<FeedRow> GetAsync(UserConnection connection, string name) =>
        await connection.QueryFirstOrDefaultAsync<FeedRow>(
            $"select {Columns} from feeds where user_id = @user and name = @name",
            new { name }
        ) ?? throw Unknown(name);

    public static StrataException Unknown(string name) => new(ErrorCode.SourceNotFound, $"There is no feed '{name}'.");

    public FeedView View(long now, long? nextAt, IReadOnlyDictionary<long, long> counts)
    {
        var settings = FeedSettings.Parse(Settings);
        return new()
        {
            Name = Name,
            Kind = settings.Kind,
            State =
                ClaimedUntil > now ? FeedState.Running
                : PausedAt is null ? FeedState.Active
                : FeedState.Paused,
            Path = settings.Path,
            Host = settings.Host,
            Port = settings.Port,
            Security = settings.Security,
            UserName = settings.UserName,
            Mailbox = settings.Mailbox,
            Password =
                settings.Kind == FeedKind.Folder ? null
                : settings.PasswordFile is { } file ? $"file {file}"
                : settings.PasswordEnv is { } variable ? $"variable {variable}"
                : "stored",
            Origin = Origin,
            Cron = Cron,
            TimeZone = TimeZone,
            NextAt = UnixTime.Time(nextAt),
            BeganAt = UnixTime.Time(BeganAt),
            EndedAt = UnixTime.Time(EndedAt),
            Error = Error,
            Taken = Count(FeedItemState.Taken),
            Waiting = Count(FeedItemState.Waiting),
            Failed = Count(FeedItemState.Failed),
            Refused = Count(FeedItemState.Refused),
        };

        long Count(FeedItemState state) => counts.GetValueOrDefault((long)state);
    }
}
