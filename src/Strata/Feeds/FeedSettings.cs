using System.Net;
using System.Text.Json.Serialization;

namespace Strata.Feeds;

/// <summary>The place of a feed, as it is stored.</summary>
internal sealed record FeedSettings
{
    /// <summary>When a feed is looked into, unless it says otherwise: every 15 minutes.</summary>
    public const string DefaultCron = "*/15 * * * *";

    private const int MaxText = 300;
    private const int TlsPort = 993;
    private const int PlainPort = 143;

    public string? Path { get; init; }
    public string? Host { get; init; }
    public int? Port { get; init; }
    public MailSecurity? Security { get; init; }
    public string? UserName { get; init; }
    public string? Mailbox { get; init; }
    public string? PasswordFile { get; init; }
    public string? PasswordEnv { get; init; }

    [JsonIgnore]
    public FeedKind Kind => Path is null ? FeedKind.Mailbox : FeedKind.Folder;

    [JsonIgnore]
    public DnsEndPoint Server => new(Host ?? "", Port ?? TlsPort);

    /// <summary>Whether both name the same place, whatever its password.</summary>
    public bool IsSamePlace(FeedSettings other) =>
        this with { PasswordFile = null, PasswordEnv = null } == other with { PasswordFile = null, PasswordEnv = null };

    public string ToJson() => JsonSerializer.Serialize(this, FeedSettingsShapes.Default.FeedSettings);

    public static FeedSettings Parse(string json) =>
        JsonSerializer.Deserialize(json, FeedSettingsShapes.Default.FeedSettings)
        ?? throw new InvalidDataException("A feed without settings.");

    /// <param name="isLocal">Whether the caller is on the store's machine, with the rights of this process.</param>
    /// <exception cref="StrataException">INVALID_CONTENT. FORBIDDEN: it would read files of this machine for somebody elsewhere.</exception>
    public static FeedSettings Of(FeedRequest request, bool isLocal)
    {
        if (!isLocal && (request.Path ?? request.PasswordFile ?? request.PasswordEnv) is not null)
        {
            throw new StrataException(
                ErrorCode.Forbidden,
                "A folder, a password's file and its variable are the store's own: name them on its machine, with strata feeds add."
            );
        }
        var given = new[] { request.PasswordFile, request.PasswordEnv, request.Password }.Count(p => p is not null);
        return (request.Path, request.Host) switch
        {
            _ when given > 1 => throw Invalid("Give the password, its file, or its variable: only one of them."),
            ({ } path, null) when given == 0 && Mail(request) is null => new() { Path = Folder(path) },
            ({ } path, null) => throw Invalid($"'{path}' is a folder; it has no server, user name, mailbox or password."),
            (null, { } host) => OfMailbox(request, host),
            _ => throw Invalid("Give path (a folder) or host (an IMAP server), one of them."),
        };
    }

    private static object? Mail(FeedRequest request) =>
        (object?)request.Port ?? (object?)request.Security ?? request.UserName ?? request.Mailbox;

    private static FeedSettings OfMailbox(FeedRequest request, string host)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown || host.Length > MaxText)
        {
            throw Invalid($"'{host}' is not the name of a server, such as imap.example.com.");
        }
        var security = request.Security ?? MailSecurity.Tls;
        if (security == MailSecurity.None && !IsLoopback(host))
        {
            throw Invalid("Without TLS the password would be readable on the way: use tls or starttls. Only this machine may go without.");
        }
        return new()
        {
            Host = host,
            Port = request.Port ?? (security == MailSecurity.Tls ? TlsPort : PlainPort),
            Security = security,
            UserName = Line("user_name", request.UserName ?? throw Invalid("A mailbox needs user_name.")),
            Mailbox = Line("mailbox", request.Mailbox ?? "INBOX"),
            PasswordFile = request.PasswordFile is { } file ? System.IO.Path.GetFullPath(file) : null,
            PasswordEnv = request.PasswordEnv is { } variable ? Line("password_env", variable) : null,
        };
    }

    private static string Folder(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        return Directory.Exists(full) ? full : throw Invalid($"There is no folder '{full}' on the store's machine.");
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string Line(string name, string text) =>
        text.Length is > 0 and <= MaxText && !text.Any(char.IsControl)
            ? text
            : throw Invalid($"{name} must be one line of 1 to {MaxText} characters.");

    private static StrataException Invalid(string why) => new(ErrorCode.InvalidContent, why);
}

[JsonSerializable(typeof(FeedSettings))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
internal sealed partial class FeedSettingsShapes : JsonSerializerContext;
