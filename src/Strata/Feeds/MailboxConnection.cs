using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Strata.Sources;

namespace Strata.Feeds;

/// <summary>A mailbox opened to read only (EXAMINE). Each command has a time limit, and a limit of what may come back.</summary>
internal sealed class MailboxConnection : IAsyncDisposable
{
    /// <summary>Beyond what was asked for: TLS, tags, states of other messages.</summary>
    private const long Overhead = 4 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ImapClient _client;
    private readonly BoundedConnection _connection;

    private MailboxConnection(ImapClient client, BoundedConnection connection, IMailFolder folder) =>
        (_client, _connection, Folder) = (client, connection, folder);

    public IMailFolder Folder { get; }

    /// <exception cref="StrataException">
    /// FORBIDDEN: the address is not allowed. UNAUTHENTICATED: the server refuses the password. CONFLICT: it can't be reached, or has no such
    /// mailbox.
    /// </exception>
    public static async Task<MailboxConnection> OpenAsync(
        FeedSettings settings,
        string password,
        SourceOptions options,
        CancellationToken ct
    )
    {
        var server = settings.Server;
        if (settings.Security == MailSecurity.None && !OutboundConnection.IsAllowed(server, options))
        {
            throw new StrataException(
                ErrorCode.Forbidden,
                $"Without TLS only servers of this machine that the operator allows can be used: STRATA_ALLOW_PRIVATE_ADDRESSES={server.Host}:{server.Port}."
            );
        }
        // Asking for revocations would open connections to wherever the certificate says.
        var client = new ImapClient { CheckCertificateRevocation = false };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Patience);
            var connection = new BoundedConnection(await OutboundConnection.OpenAsync(server, options, limit.Token));
            connection.Allow(Overhead);
            await client.ConnectAsync(connection, server.Host, server.Port, Security(settings), limit.Token);
            await client.AuthenticateAsync(settings.UserName ?? "", password, limit.Token);
            var folder = await client.GetFolderAsync(settings.Mailbox ?? "INBOX", limit.Token);
            await folder.OpenAsync(FolderAccess.ReadOnly, limit.Token);
            return new MailboxConnection(client, connection, folder);
        }
        catch (Exception e)
        {
            client.Dispose();
            if (!ct.IsCancellationRequested && Reason(e, settings) is { } refusal)
            {
                throw refusal;
            }
            throw;
        }
    }

    /// <summary>Runs one command.</summary>
    /// <param name="bytes">How much is asked for.</param>
    /// <exception cref="FeedPlaceLostException">The connection broke, or the command took too long.</exception>
    public async Task<T> AskAsync<T>(long bytes, Func<IMailFolder, CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        _connection.Allow(bytes + Overhead);
        try
        {
            return await ask(Folder, limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new FeedPlaceLostException($"The server did not answer within {Patience.TotalSeconds} seconds.", e);
        }
        catch (Exception e)
            when (e is ImapProtocolException or ServiceNotConnectedException or SocketException or FolderNotOpenException or IOException)
        {
            throw new FeedPlaceLostException("The connection to the server broke.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            // No CLOSE, which would expunge a mailbox that another program opened to write.
            await _client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ProtocolException or InvalidOperationException)
        {
            // It is over either way.
        }
        _client.Dispose();
    }

    private static SecureSocketOptions Security(FeedSettings settings) =>
        settings.Security switch
        {
            MailSecurity.Starttls => SecureSocketOptions.StartTls,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.SslOnConnect,
        };

    /// <summary>What can go wrong on the way to a mailbox, for people; null: something else.</summary>
    private static StrataException? Reason(Exception e, FeedSettings settings)
    {
        var server = $"{settings.Host}:{settings.Port}";
        return e switch
        {
            StrataException known => known,
            AuthenticationException => new(
                ErrorCode.Unauthenticated,
                $"'{settings.Host}' refused the user name or the password. Many providers want a password made for one app.",
                e
            ),
            SslHandshakeException => new(
                ErrorCode.Conflict,
                $"No trusted TLS connection with {server}: its certificate is not valid for that name, or the port speaks no TLS (--security starttls).",
                e
            ),
            FolderNotFoundException => new(ErrorCode.SourceNotFound, $"'{settings.Host}' has no mailbox '{settings.Mailbox}'.", e),
            OperationCanceledException => new(ErrorCode.Conflict, $"{server} did not answer within {Patience.TotalSeconds} seconds.", e),
            ImapCommandException command => new(ErrorCode.Conflict, $"{server} refused a command: {Shortened(command.ResponseText)}", e),
            NotSupportedException => new(ErrorCode.Conflict, $"{server} offers no STARTTLS.", e),
            SocketException or IOException or ProtocolException => new(
                ErrorCode.Conflict,
                $"{server} can't be reached, or is no IMAP server.",
                e
            ),
            _ => null,
        };
    }

    private static string Shortened(string? text) =>
        text is null ? ""
        : text.Length > 200 ? text[..200] + "…"
        : text;
}
