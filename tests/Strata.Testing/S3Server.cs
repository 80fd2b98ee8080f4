using System.Diagnostics;
using System.Security.Cryptography;

namespace Strata.Testing;

/// <summary>
/// A private S3 server: Debian's radosgw over one monitor and one object store in memory, in a temporary folder. Started once per test
/// process, when first asked for, in two or three seconds; it ends with the process, also when that is killed.
/// </summary>
public sealed class S3Server
{
    private const string AccessKey = "strata";
    private const string SecretKey = "strata-secret";
    private const int MaxTries = 3;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Lazy<Task<S3Server>> Started = new(StartAsync);
    private static int _buckets;

    private S3Server(int port) => Port = port;

    public int Port { get; }

    /// <summary>The one of this process. Its keys are in the environment from then on, where the SDK looks for them.</summary>
    public static Task<S3Server> GetAsync() => Started.Value;

    /// <summary>A new empty bucket, as <c>--blobs</c> takes it.</summary>
    /// <param name="port">Of a proxy before the server; null: the server itself.</param>
    public async Task<S3Bucket> BucketAsync(int? port = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bucket-{Interlocked.Increment(ref _buckets)}");
        using var client = new Amazon.S3.AmazonS3Client(Config(Port));
        await client.PutBucketAsync(name, CancellationToken.None);
        return new S3Bucket(this, name, port ?? Port);
    }

    internal static Amazon.S3.AmazonS3Config Config(int port) =>
        new()
        {
            ServiceURL = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromDays(1),
        };

    private static async Task<S3Server> StartAsync()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", SecretKey);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryStartAsync();
            }
            catch (InvalidOperationException) when (tries < MaxTries)
            {
                // Another process may have taken one of the ports just before; the next ones are others.
            }
        }
    }

    private static async Task<S3Server> TryStartAsync()
    {
        var folder = Path.Combine(TestFolder.Root, "strata-s3-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        var (monitor, gateway) = (FreePort.Next(), FreePort.Next());
        var start = new ProcessStartInfo(
            "sh",
            [
                "-c",
                Script,
                "sh",
                folder,
                Text(monitor),
                Text(gateway),
                AccessKey,
                SecretKey,
                Guid.NewGuid().ToString(),
                Guid.NewGuid().ToString(),
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        var watchdog = Process.Start(start) ?? throw new InvalidOperationException("sh did not start.");
        var pipe = watchdog.StandardInput;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => pipe.Close();
        if (await watchdog.StandardOutput.ReadLineAsync(None) == "ready" && await AnswersAsync(gateway, watchdog))
        {
            await FillAsync(gateway);
            return new S3Server(gateway);
        }
        throw new InvalidOperationException(
            "The private S3 server did not start; it needs radosgw, ceph-mon and ceph-osd, which ./test installs: "
                + await watchdog.StandardError.ReadToEndAsync(None)
        );
    }

    /// <summary>False where it ended before it answered.</summary>
    private static async Task<bool> AnswersAsync(int port, Process watchdog)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        while (!watchdog.HasExited)
        {
            try
            {
                await client.GetAsync(new Uri($"http://127.0.0.1:{Text(port)}/"), None);
                return true;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, None);
            }
        }
        return false;
    }

    /// <summary>
    /// It makes its pools when something first comes into them: on a busy machine longer than a test waits for an answer.
    /// </summary>
    private static async Task FillAsync(int port)
    {
        const string Name = "first";
        using var client = new Amazon.S3.AmazonS3Client(Config(port));
        await client.PutBucketAsync(Name, None);
        using var bytes = new MemoryStream([1]);
        await client.PutObjectAsync(
            new()
            {
                BucketName = Name,
                Key = Name,
                InputStream = bytes,
                UseChunkEncoding = false,
            },
            None
        );
        var upload = await client.InitiateMultipartUploadAsync(Name, Name, None);
        await client.AbortMultipartUploadAsync(Name, Name, upload.UploadId, None);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // All of it ends with the monitor, which ends with standard input: the system closes that when the test process ends, however that
    // comes about. Nothing is given a time to be done in: what waits for a monitor or a gateway that has ended is given up.
    private const string Script = """
        umask 077
        mkdir "$1" && cd "$1" && mkdir mon osd run || exit 1
        cat > ceph.conf <<CONF
        [global]
        fsid = $6
        mon host = [v1:127.0.0.1:$2]
        auth cluster required = none
        auth service required = none
        auth client required = none
        ms bind msgr2 = false
        public addr = 127.0.0.1
        cluster addr = 127.0.0.1
        osd objectstore = memstore
        memstore device bytes = 6442450944
        osd pool default size = 1
        osd pool default min size = 1
        osd pool default pg num = 1
        osd pool default pgp num = 1
        osd pool default pg autoscale mode = off
        osd crush chooseleaf type = 0
        mon allow pool size one = true
        mon data avail warn = 1
        mon data avail crit = 0
        paxos propose interval = 0.02
        paxos min wait = 0.01
        mon data = $1/mon
        osd data = $1/osd
        run dir = $1/run
        rgw data = $1/run
        admin socket =
        pid file =
        log file = $1/\$name.log
        log to stderr = false
        mon cluster log to file = false
        rgw frontends = beast endpoint=127.0.0.1:$3
        rgw run sync thread = false
        rgw thread pool size = 32
        rgw data log num shards = 1
        rgw md log max shards = 1
        rgw gc max objs = 1
        rgw lc max objs = 1
        CONF
        export CEPH_CONF="$1/ceph.conf"
        monmaptool --create --fsid "$6" --addv a "[v1:127.0.0.1:$2]" monmap > /dev/null || exit 1
        ceph-mon -i a --mkfs --monmap monmap > /dev/null 2>&1 || exit 1
        exec 3<&0 < /dev/null
        ceph-mon -f -i a --public-addr "127.0.0.1:$2" > /dev/null 2>&1 3<&- &
        mon=$!
        (cat <&3; kill -KILL "$mon") > /dev/null 2>&1 &
        reader=$!
        exec 3<&-
        osd=
        gateway=
        end() {
            kill -KILL "$mon" "$reader" $osd $gateway 2> /dev/null
            wait
            cd / && rm -rf "$1"
            exit 1
        }
        runs() {
            kill -0 "$1" 2> /dev/null
        }
        ceph osd new "$7" > /dev/null &
        new=$!
        while runs "$new"; do
            runs "$mon" || kill -KILL "$new"
            sleep 0.1
        done
        wait "$new" && ceph-osd -i 0 --mkfs --osd-uuid "$7" > /dev/null 2>&1 || end "$1"
        start_osd() {
            ceph-osd -f -i 0 > /dev/null 2>&1 &
            osd=$!
        }
        start_osd
        radosgw-admin user create --uid=strata --display-name=strata --access-key="$4" --secret-key="$5" > /dev/null &
        user=$!
        # On a busy machine it may begin before the monitor knows of it, and end.
        while runs "$user"; do
            runs "$mon" || kill -KILL "$user"
            runs "$osd" || start_osd
            sleep 0.1
        done
        wait "$user" || end "$1"
        radosgw -f -n client.rgw > /dev/null 2>&1 &
        gateway=$!
        echo ready
        while runs "$mon" && runs "$gateway"; do
            sleep 0.5
        done
        end "$1"
        """;
}

/// <summary>A bucket of the test server, looked at past the program.</summary>
public sealed class S3Bucket(S3Server server, string name, int port)
{
    /// <summary>What <c>--blobs</c> takes.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"s3://{name}/memory?endpoint=http://127.0.0.1:{port}");

    public async Task<IReadOnlyList<string>> KeysAsync(string prefix = "")
    {
        using var client = Client();
        var keys = new List<string>();
        string? next = null;
        do
        {
            var listed = await client.ListObjectsV2Async(
                new Amazon.S3.Model.ListObjectsV2Request
                {
                    BucketName = name,
                    Prefix = prefix,
                    ContinuationToken = next,
                }
            );
            keys.AddRange((listed.S3Objects ?? []).Select(o => o.Key));
            next = listed.NextContinuationToken;
        } while (next is not null);
        return keys;
    }

    public async Task<byte[]> BytesAsync(string key)
    {
        using var client = Client();
        using var found = await client.GetObjectAsync(name, key);
        using var bytes = new MemoryStream();
        await found.ResponseStream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>Puts other bytes where an object is.</summary>
    public async Task OverwriteAsync(string key, byte[] bytes)
    {
        using var client = Client();
        await client.PutObjectAsync(
            new Amazon.S3.Model.PutObjectRequest
            {
                BucketName = name,
                Key = key,
                InputStream = new MemoryStream(bytes),
                UseChunkEncoding = false,
            }
        );
    }

    public async Task DeleteAsync(string key)
    {
        using var client = Client();
        await client.DeleteObjectAsync(name, key);
    }

    private Amazon.S3.AmazonS3Client Client() => new(S3Server.Config(server.Port));
}
