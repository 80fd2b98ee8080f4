using System.Net.Sockets;
using Npgsql;

namespace Strata.Database.PostgreSql;

internal static class Connecting
{
    /// <summary>
    /// A connection of the pool. Where none is to be had in time, the error is that of a server that can't be reached: the driver's own is the
    /// same as that of a statement that takes too long.
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
}
