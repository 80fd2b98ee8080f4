using System.Diagnostics;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Strata.Testing;

/// <summary>
/// A private IMAP server: Debian's dovecot with mailboxes in a temporary folder, where every user has the password <c>secret</c>. Started
/// once per test process, when first asked for; it ends with the process, also when that is killed.
/// </summary>
public sealed class ImapServer
{
    public const string Password = "secret";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Lazy<Task<ImapServer>> Started = new(StartAsync);

    private ImapServer(int port, int tlsPort, string certificate) => (Port, TlsPort, Certificate) = (port, tlsPort, certificate);

    /// <summary>Without TLS, or with STARTTLS.</summary>
    public int Port { get; }

    public int TlsPort { get; }

    /// <summary>File of the certificate, which nobody trusts.</summary>
    public string Certificate { get; }

    public static Task<ImapServer> GetAsync() => Started.Value;

    /// <summary>Connects as another program does, to look and to change.</summary>
    public async Task<ImapClient> OpenAsync(string user)
    {
        var client = new ImapClient { CheckCertificateRevocation = false };
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None, None);
        await client.AuthenticateAsync(user, Password, None);
        return client;
    }

    /// <summary>Delivers messages.</summary>
    public async Task AppendAsync(string user, string mailbox, params IEnumerable<MimeMessage> messages)
    {
        using var client = await OpenAsync(user);
        var folder = await MailboxAsync(client, mailbox);
        foreach (var message in messages)
        {
            await folder.AppendAsync(message, MessageFlags.None, message.Date, None);
        }
    }

    /// <summary>A mailbox of that name, made if it is not there.</summary>
    public static async Task<IMailFolder> MailboxAsync(ImapClient client, string mailbox)
    {
        try
        {
            return await client.GetFolderAsync(mailbox, None);
        }
        catch (FolderNotFoundException)
        {
            var top = await client.GetFolderAsync("", None);
            return await top.CreateAsync(mailbox, isMessageFolder: true, None) ?? await client.GetFolderAsync(mailbox, None);
        }
    }

    public static MimeMessage Message(string subject, string text, string? id = null)
    {
        var message = new MimeMessage { Subject = subject, Date = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero) };
        message.From.Add(new MailboxAddress("Eve", "eve@example.com"));
        message.To.Add(new MailboxAddress("Anna", "anna@example.com"));
        message.MessageId = id ?? $"{subject.Replace(' ', '.')}@example.com";
        message.Body = new TextPart("plain") { Text = text };
        return message;
    }

    private static async Task<ImapServer> StartAsync()
    {
        var folder = Path.Combine(TestFolder.Root, "strata-imap-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        var (port, tlsPort) = (FreePort.Next(), FreePort.Next());
        var start = new ProcessStartInfo("sh", ["-c", Script, "sh", folder, Text(port), Text(tlsPort)])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        var watchdog = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        var pipe = watchdog.StandardInput;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => pipe.Close();
        var server = new ImapServer(port, tlsPort, Path.Combine(folder, "cert.pem"));
        while (!watchdog.HasExited)
        {
            try
            {
                using var client = await server.OpenAsync("first");
                return server;
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ProtocolException)
            {
                await Task.Delay(20, None);
            }
        }
        throw new InvalidOperationException(
            "The private IMAP server did not start; it needs dovecot-imapd, which ./test installs: "
                + await watchdog.StandardError.ReadToEndAsync(None)
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // It ends with standard input, which the system closes when the test process ends, however that comes about. Dovecot serves nobody as root,
    // so that started by root it uses the users of its package.
    private const string Script = """
        umask 022
        mkdir "$1" && cd "$1" && mkdir run state mail || exit 1
        me=$(id -un) login=$(id -un) owner=$(id -un)
        if [ "$me" = root ]; then
            me=dovecot login=dovenull owner=nobody
            chown nobody mail
        fi
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
            -addext subjectAltName=DNS:localhost,IP:127.0.0.1 2> /dev/null || exit 1
        cat > dovecot.conf <<CONF
        base_dir = $1/run
        state_dir = $1/state
        log_path = $1/log
        protocols = imap
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <$1/cert.pem
        ssl_key = <$1/key.pem
        disable_plaintext_auth = no
        mail_location = maildir:$1/mail/%u
        mail_fsync = never
        mail_max_userip_connections = 1000
        default_internal_user = $me
        default_internal_group = $(id -gn "$me")
        default_login_user = $login
        first_valid_uid = 0
        first_valid_gid = 0
        passdb {
          driver = static
          args = password=secret
        }
        userdb {
          driver = static
          args = uid=$owner gid=$(id -gn "$owner") home=$1/mail/%u
        }
        service anvil {
          chroot =
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = $2
          }
          inet_listener imaps {
            port = $3
          }
        }
        CONF
        exec 3<&0 < /dev/null
        PATH="$PATH:/usr/sbin" dovecot -F -c "$1/dovecot.conf" 3<&- &
        dovecot=$!
        (cat <&3 > /dev/null; kill "$dovecot"; sleep 1; rm -rf "$1") &
        exec 3<&-
        wait "$dovecot"
        """;
}
