using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Strata.Feeds;

[JsonConverter(typeof(SnakeCaseEnum<FeedKind>))]
public enum FeedKind
{
    /// <summary>A folder of the store's machine, with those below it.</summary>
    Folder,

    /// <summary>A mailbox of an IMAP server (RFC 9051, RFC 3501).</summary>
    Mailbox,
}

[JsonConverter(typeof(SnakeCaseEnum<FeedState>))]
public enum FeedState
{
    /// <summary>Fetched by workers as scheduled.</summary>
    Active,
    Paused,

    /// <summary>Being fetched now.</summary>
    Running,
}

[JsonConverter(typeof(SnakeCaseEnum<MailSecurity>))]
public enum MailSecurity
{
    Tls,
    Starttls,

    /// <summary>Only to this machine, where the operator allows its address.</summary>
    None,
}

[JsonConverter(typeof(SnakeCaseEnum<FeedItemState>))]
public enum FeedItemState
{
    /// <summary>Of a file that may still be written.</summary>
    Waiting,
    Taken,

    /// <summary>Tried again at retry_at.</summary>
    Failed,

    /// <summary>Not tried again until it changes, or is asked for.</summary>
    Refused,
}

/// <summary>A place to fetch sources from, and how often.</summary>
public record FeedRequest
{
    [Description("A folder of the store's machine; only from there.")]
    public string? Path { get; init; }

    [Description("An IMAP server, instead of a folder.")]
    public string? Host { get; init; }

    [Description("Default: 993, or 143 without TLS from the start."), Range(1, 65535)]
    public int? Port { get; init; }

    [Description("Default: tls.")]
    public MailSecurity? Security { get; init; }

    public string? UserName { get; init; }

    [Description("Default: INBOX.")]
    public string? Mailbox { get; init; }

    [Description("Kept encrypted and never shown. Absent: as before.")]
    public string? Password { get; init; }

    [Description("A file of the store's machine that has the password; only from there.")]
    public string? PasswordFile { get; init; }

    [Description("A variable of the worker's environment that has it; only from the store's machine.")]
    public string? PasswordEnv { get; init; }

    [Description("minute hour day month weekday; default: every 15 minutes.")]
    public string? Cron { get; init; }

    [Description("IANA name; default: UTC.")]
    public string? TimeZone { get; init; }

    [Description("Default: the feed's name.")]
    public string? Origin { get; init; }
}

public sealed record FeedView
{
    public required string Name { get; init; }
    public required FeedKind Kind { get; init; }
    public required FeedState State { get; init; }
    public string? Path { get; init; }
    public string? Host { get; init; }
    public int? Port { get; init; }
    public MailSecurity? Security { get; init; }
    public string? UserName { get; init; }
    public string? Mailbox { get; init; }

    /// <summary>Where the password is: stored, or the name of its file or variable; absent if there is none.</summary>
    public string? Password { get; init; }
    public required string Origin { get; init; }
    public required string Cron { get; init; }
    public required string TimeZone { get; init; }

    /// <summary>Absent if it is paused, or was unscheduled.</summary>
    public DateTimeOffset? NextAt { get; init; }
    public DateTimeOffset? BeganAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the last run ended before it had seen everything.</summary>
    public string? Error { get; init; }
    public required long Taken { get; init; }
    public required long Waiting { get; init; }
    public required long Failed { get; init; }
    public required long Refused { get; init; }

    /// <summary>The first 100 items that failed or were refused; only when one feed is read.</summary>
    public IReadOnlyList<FeedItemView>? Problems { get; init; }
}

/// <summary>A file or message that was not taken.</summary>
/// <param name="Item">Path, or UID of the message.</param>
public sealed record FeedItemView(
    string Item,
    FeedItemState State,
    string? Code,
    string? Reason,
    long Attempts,
    DateTimeOffset? RetryAt,
    DateTimeOffset SeenAt
);

/// <summary>What one run of a feed did.</summary>
public sealed record FeedReport
{
    public required string Name { get; init; }

    /// <summary>New sources.</summary>
    public long Taken { get; init; }

    /// <summary>Whose bytes were held already.</summary>
    public long Known { get; init; }

    /// <summary>Of those taken or known: could not be read, or not all of it.</summary>
    public long Unread { get; init; }

    /// <summary>Files seen by an earlier run and not changed since.</summary>
    public long Unchanged { get; init; }

    /// <summary>Files that may still be written.</summary>
    public long Waiting { get; init; }
    public long Failed { get; init; }
    public long Refused { get; init; }

    /// <summary>Why it ended before it had seen everything; the next run goes on.</summary>
    public string? Error { get; init; }

    /// <summary>The first 100 items that failed or were refused in this run.</summary>
    public IReadOnlyList<FeedItemView> Problems { get; init; } = [];
}
