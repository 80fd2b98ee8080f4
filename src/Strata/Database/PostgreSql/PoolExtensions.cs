using System.Data;
using System.Net.Sockets;
using Npgsql;

namespace Strata.Database.PostgreSql;

internal static class PoolExtensions
{
    private const string Cut = "The connection to the database was cut.";

    /// <summary>
    /// Opens a connection of the pool. If none is available in time, throws the error of an unreachable server: the driver's own is the
    /// same as that of a statement timeout.
    /// </summary>
    public static async ValueTask<NpgsqlConnection> ConnectAsync(this NpgsqlDataSource pool, CancellationToken ct)
    {
        try
        {
            return await pool.OpenConnectionAsync(ct).ConfigureAwait(false);
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException or IOException)
        {
            throw new NpgsqlException(e.Message, new SocketException((int)SocketError.TimedOut, e.Message));
        }
    }

    /// <summary>
    /// Call before each statement: a cut connection throws the same error as the cut itself. The driver reports every later statement, even
    /// a rollback, as misuse (InvalidOperationException), which would hide the cause.
    /// </summary>
    public static void NeedOpen(this NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            throw new NpgsqlException(Cut, new IOException(Cut));
        }
    }
}
