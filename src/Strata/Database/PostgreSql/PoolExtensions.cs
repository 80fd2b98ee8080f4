using System.Data;
using System.Net.Sockets;
using Npgsql;

namespace Strata.Database.PostgreSql;

internal static class PoolExtensions
{
    private const string Cut = "The connection to the database was cut.";

    /// <summary>
    /// A connection of the pool. Where none is to be had in time, the error is that of a server that can't be reached: the driver's own is
    /// the same as that of a statement that takes too long.
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
    /// Before each statement: a connection that was cut fails as it did when that was noticed. The driver says of all that follows, of a
    /// rollback too, that it is used wrongly (InvalidOperationException), which would hide what happened.
    /// </summary>
    public static void NeedOpen(this NpgsqlConnection connection)
    {
        if (connection.State != ConnectionState.Open)
        {
            throw new NpgsqlException(Cut, new IOException(Cut));
        }
    }
}
