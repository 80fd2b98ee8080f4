using Npgsql;

namespace Strata.Database.PostgreSql;

/// <summary>
/// Parses the name of a database: <c>postgres://user:password@host:port/db?sslmode=require</c>, with <c>?host=/dir</c> for a Unix socket,
/// as libpq reads it (PostgreSQL manual, 34.1.1.2), or Npgsql's <c>Host=…;Username=…</c>. Errors never repeat it: it holds a password.
/// </summary>
internal static class PostgreSqlUrl
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "Host",
        ["hostaddr"] = "Host",
        ["port"] = "Port",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["passfile"] = "Passfile",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["keepalives_idle"] = "Tcp Keepalive Time",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslpassword"] = "SSL Password",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    public static bool IsPostgreSql(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
        || text.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">The name cannot be parsed.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return Guarded(() => new NpgsqlConnectionStringBuilder(text), "the connection string");
        }
        if (!IsPostgreSql(text))
        {
            throw new InvalidOperationException(
                "A database is named by postgres://user:password@host:port/database (--database, STRATA_DATABASE)."
            );
        }
        var builder = new NpgsqlConnectionStringBuilder();
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        foreach (var pair in query < 0 ? [] : rest[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(pair, '=');
            name = Uri.UnescapeDataString(name);
            Set(builder, Names.GetValueOrDefault(name, name.Replace('_', ' ')), Uri.UnescapeDataString(value ?? ""));
        }
        rest = query < 0 ? rest : rest[..query];
        var (authority, database) = Split(rest, '/');
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Split(authority[..at], ':');
            Set(builder, "Username", Uri.UnescapeDataString(user));
            Set(builder, "Password", Uri.UnescapeDataString(password ?? ""));
        }
        SetHost(builder, authority[(at + 1)..]);
        Set(builder, "Database", Uri.UnescapeDataString(database ?? ""));
        return builder;
    }

    /// <summary>Returns user, host, port and database, without the password.</summary>
    public static string Place(NpgsqlConnectionStringBuilder builder) =>
        $"{builder.Username ?? "the system user"}@{builder.Host ?? "localhost"}:{builder.Port.ToString(CultureInfo.InvariantCulture)}/{builder.Database ?? builder.Username}";

    private static void SetHost(NpgsqlConnectionStringBuilder builder, string host)
    {
        var colon = host.LastIndexOf(':');
        if (host.Contains(',', StringComparison.Ordinal) || colon < 0 || host.EndsWith(']'))
        {
            Set(builder, "Host", Uri.UnescapeDataString(host)); // several hosts keep their ports
            return;
        }
        Set(builder, "Host", Uri.UnescapeDataString(host[..colon]));
        Set(builder, "Port", host[(colon + 1)..]);
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        if (value.Length > 0)
        {
            Guarded(() => builder[name] = value, $"'{name}'");
        }
    }

    private static T Guarded<T>(Func<T> read, string what)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException or OverflowException)
        {
            throw new InvalidOperationException($"The name of the PostgreSQL database can't be read: {what} is not understood.");
        }
    }

    private static (string Head, string? Tail) Split(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
