using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Strata.Testing;

/// <param name="Autovacuum">Off where nothing may happen behind a test's back.</param>
public sealed record PostgresOptions(bool Autovacuum = true);

/// <summary>
/// A private PostgreSQL in a temporary folder, which listens only there, with a login <c>strata</c> that is no superuser. It ends with this
/// process, also when that is killed: its watchdog waits on a pipe that the system closes. PostgreSQL refuses to run as root, so there it
/// runs as another user. It takes no care to outlive a crash of the machine: tests end processes, not machines.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    public const string UrlVariable = "STRATA_TEST_POSTGRES";
    private const string Login = "strata";
    private const int OldestVersion = 15;
    private const string Socket = ".s.PGSQL.5432";

    private readonly Process? _watchdog;

    private PostgresCluster(string url, string? folder, Process? watchdog)
    {
        Url = url;
        Folder = folder;
        _watchdog = watchdog;
    }

    /// <summary>Of the login role, without a database: append its name to a copy with <see cref="UrlOf"/>.</summary>
    public string Url { get; }

    /// <summary>Where it lives; null where the cluster is someone else's.</summary>
    public string? Folder { get; }

    /// <summary>The one named by <c>STRATA_TEST_POSTGRES</c>, or a private one.</summary>
    public static async Task<PostgresCluster> FindOrStartAsync(PostgresOptions options) =>
        Environment.GetEnvironmentVariable(UrlVariable) is { Length: > 0 } url
            ? new PostgresCluster(url, null, null)
            : await StartAsync(options);

    /// <exception cref="InvalidOperationException">PostgreSQL is not installed or does not start.</exception>
    public static async Task<PostgresCluster> StartAsync(PostgresOptions options)
    {
        var bin = Programs();
        var folder = Path.Combine(TestFolder.Root, "strata-pg-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        var superPassword = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await CheckedAsync(
            "sh",
            "-c",
            """
            umask 077 && mkdir "$1" && cd "$1" && printf '%s\n' "$3" > password &&
            "$2/initdb" -D data -U postgres -E UTF8 --locale=C --no-sync --auth-local=trust --auth-host=scram-sha-256 --pwfile=password
            """,
            "sh",
            folder,
            bin,
            superPassword
        );
        var watchdog = Start(
            "sh",
            "-c",
            """
            cd "$1" || exit 1
            "$2/postgres" -D data -k "$1" -h '' -c autovacuum="$3" -c max_connections=500 -c log_min_messages=fatal -c jit=off \
                -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 \
                > log 2>&1 < /dev/null &
            server=$!
            until [ -S "$4" ]; do
                kill -0 "$server" 2> /dev/null || exit 1
                sleep 0.02
            done
            echo listening
            cat > /dev/null
            kill -QUIT "$server"
            wait "$server"
            cd / && rm -rf "$1"
            """,
            "sh",
            folder,
            bin,
            options.Autovacuum ? "on" : "off",
            Socket
        );
        var pipe = watchdog.StandardInput;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => pipe.Close();
        var root = new NpgsqlConnectionStringBuilder
        {
            Host = folder,
            Username = "postgres",
            Database = "postgres",
            Pooling = false,
            Timeout = 0,
        };
        if (await watchdog.StandardOutput.ReadLineAsync(CancellationToken.None) is null)
        {
            throw await NotStartedAsync(folder, cause: null);
        }
        await using var connection = await ConnectAsync(root, folder);
        await using var create = new NpgsqlCommand($"create role {Login} login createrole createdb password '{superPassword}'", connection);
        await create.ExecuteNonQueryAsync(CancellationToken.None);
        return new PostgresCluster($"postgres://{Login}@/postgres?host={Uri.EscapeDataString(folder)}", folder, watchdog);
    }

    /// <summary>The URL of one of its databases, as a user would write it.</summary>
    public string UrlOf(string database)
    {
        var query = Url.IndexOf('?', StringComparison.Ordinal);
        var head = query < 0 ? Url : Url[..query];
        var authority = head.IndexOf("://", StringComparison.Ordinal) + 3;
        var slash = head.IndexOf('/', authority);
        return (slash < 0 ? head : head[..slash]) + "/" + database + (query < 0 ? "" : Url[query..]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_watchdog is not null)
        {
            _watchdog.StandardInput.Close();
            await _watchdog.WaitForExitAsync(CancellationToken.None);
            _watchdog.Dispose();
        }
    }

    /// <summary>Where its programs lie.</summary>
    public static string Programs()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory
                .GetDirectories(Debian)
                .Where(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) && v >= OldestVersion)
                .OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture))
                .Select(d => Path.Combine(d, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return versions.Concat(path).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")))
            ?? throw new InvalidOperationException(
                $"PostgreSQL {OldestVersion} or later is not installed, and these tests need it: ./test installs it, or name a cluster in {UrlVariable}."
            );
    }

    /// <summary>It takes connections a moment after it listens.</summary>
    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlConnectionStringBuilder root, string folder)
    {
        while (true)
        {
            var connection = new NpgsqlConnection(root.ToString());
            try
            {
                await connection.OpenAsync(CancellationToken.None);
                return connection;
            }
            catch (Exception e) when (e is NpgsqlException or SocketException)
            {
                await connection.DisposeAsync();
                if (!File.Exists(Path.Combine(folder, Socket)))
                {
                    throw await NotStartedAsync(folder, e);
                }
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    private static async Task<InvalidOperationException> NotStartedAsync(string folder, Exception? cause)
    {
        var log = Path.Combine(folder, "log");
        var said = File.Exists(log) ? await File.ReadAllTextAsync(log, CancellationToken.None) : cause?.Message;
        return new InvalidOperationException($"The private PostgreSQL did not start: {said}", cause);
    }

    private static async Task CheckedAsync(params string[] command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("initdb failed: " + await error);
        }
    }

    private static Process Start(params string[] command)
    {
        string[] other = Environment.IsPrivilegedProcess ? ["runuser", "-u", OtherUser(), "--"] : [];
        string[] all = [.. other, .. command];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{all[0]} did not start.");
    }

    private static string OtherUser() =>
        File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";
}
