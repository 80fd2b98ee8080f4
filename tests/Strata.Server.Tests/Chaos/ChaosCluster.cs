using Strata.Cli.Remote;
using Strata.Testing;

namespace Strata.Server.Tests.Chaos;

/// <summary>
/// Several serving and working processes on one PostgreSQL and one S3, as on as many machines, and what goes wrong with them.
/// </summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private static readonly NetworkFault[] Faults =
    [
        NetworkFault.Refuse,
        NetworkFault.Unavailable,
        NetworkFault.BreakUpload,
        NetworkFault.BreakDownloadOnce,
        NetworkFault.Stall,
        NetworkFault.WrongBytes,
    ];

    private const int MinKills = 4;
    private const int MinFaults = 4;

    /// <summary>What the processes are called at PostgreSQL: the test's own connections stay.</summary>
    private const string Harmed = "town";

    private readonly TestDatabase _database;
    private readonly FaultProxy _proxy;
    private readonly List<Node> _nodes = [];
    private readonly List<Uri> _urls = [];
    private readonly InfrastructureFaults _harms = new();
    private int _answers;
    private int _kills;
    private int _freezes;
    private int _faults;
    private int _cuts;

    private ChaosCluster(TestDatabase database, FaultProxy proxy, S3Bucket bucket, StrataStore store, TimeAhead time) =>
        (_database, _proxy, Bucket, Store, Time) = (database, proxy, bucket, store, time);

    public S3Bucket Bucket { get; }

    /// <summary>The same store within the test, past all proxies.</summary>
    public StrataStore Store { get; }
    public TimeAhead Time { get; }

    /// <summary>What went wrong so far.</summary>
    public string Harms =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_kills} kills, {_freezes} freezes, {_faults} faults of S3, {_cuts} times all connections to PostgreSQL cut"
        );

    /// <summary>Whether enough of each was done to say something of them all.</summary>
    public bool HasRaged => _kills >= MinKills && _faults >= MinFaults && _cuts > 0;

    public IEnumerable<string> Said => _nodes.SelectMany(n => n.Said.Select(line => $"{n.Name}: {line}"));

    public static async Task<ChaosCluster> StartAsync(int servers, int workers)
    {
        var database = await TestDatabase.CreateEmptyAsync(Engine.PostgreSql);
        var s3 = await S3Server.GetAsync();
        var proxy = new FaultProxy(s3.Port);
        var bucket = await s3.BucketAsync(proxy.Port);
        var time = new TimeAhead();
        var store = await StrataStore.OpenAsync(
            new StoreOptions
            {
                DataFolder = Path.Combine(database.Folder, "test"),
                DatabaseUrl = database.Location,
                BlobsUrl = bucket.Url,
            },
            time,
            CancellationToken.None
        );
        var town = new ChaosCluster(database, proxy, bucket, store, time);
        for (var i = 0; i < servers; i++)
        {
            var url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
            town._urls.Add(url);
            string[] own = i == 0 ? [] : ["--no-worker"];
            string[] rates = ["--rate-reads", "0", "--rate-writes", "0", "--rate-expensive", "0"];
            town.Add($"server {i}", ["serve", "--urls", url.ToString(), "--require-tokens", .. rates, .. own]);
        }
        for (var i = 0; i < workers; i++)
        {
            town.Add($"worker {i}", ["worker", "--slots", "4"]);
        }
        await Task.WhenAll(town._nodes.Select(n => n.StartAsync()));
        return town;
    }

    /// <summary>A user, and the servers as that user has them.</summary>
    public async Task<SimulatedUser> CitizenAsync(string name)
    {
        var user = new UserId(name);
        await Store.Users.AddAsync(user, null, CancellationToken.None);
        var token = await Store.Users.AddTokenAsync(user, "chaos", expires: null, CancellationToken.None);
        return new SimulatedUser(user, [.. _urls.Select(url => RemoteStrata.Connect(url, token.Token))], Store.For(user, "chaos"));
    }

    /// <summary>To be told of every operation that was answered.</summary>
    public void Hear() => Interlocked.Increment(ref _answers);

    public void ShouldRun() => _nodes.ForEach(n => n.ShouldRun());

    /// <summary>
    /// Kills and freezes processes, spoils the way to S3, cuts connections to PostgreSQL and takes jobs from their workers, until told to
    /// stop; then all is well again. Each of these waits until something was answered since the last of its kind: on a slow machine there
    /// would else be nothing but harm.
    /// </summary>
    /// <param name="calm">How many times longer it is quiet in between than in a short test.</param>
    public async Task RageAsync(int seed, int calm, CancellationToken until)
    {
        await Task.WhenAll([
            AgainAsync(new Random(seed), 100 * calm, 1_500 * calm, random => HarmAsync(random, 0), until),
            AgainAsync(new Random(seed + 3), 100 * calm, 1_500 * calm, random => HarmAsync(random, 1), until),
            AgainAsync(new Random(seed + 1), 100 * calm, 900 * calm, SpoilAsync, until),
            AgainAsync(new Random(seed + 4), 1_000 * calm, 8_000 * calm, _ => CutAsync(), until),
            AgainAsync(new Random(seed + 2), 2_500, 6_000, _ => Recovery.EndLeasesAsync(Store, Time), until),
        ]);
    }

    /// <summary>Ends all processes as an operator does; their exit codes.</summary>
    public async Task<IReadOnlyList<int>> EndAsync() => await Task.WhenAll(_nodes.Select(n => n.EndAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.KillAsync();
        }
        await Store.DisposeAsync();
        await _proxy.DisposeAsync();
        await _database.DisposeAsync();
    }

    private void Add(string name, string[] arguments) =>
        _nodes.Add(
            new Node(
                name,
                arguments,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["STRATA_DATA"] = Path.Combine(_database.Folder, name.Replace(' ', '-')),
                    ["STRATA_DATABASE"] =
                        _database.Location + (_database.Location.Contains('?') ? "&" : "?") + "application_name=" + Harmed,
                    ["STRATA_BLOBS"] = Bucket.Url + "&timeout=1",
                    // They live for seconds, and are to do more with them than to compile.
                    ["DOTNET_TieredPGO"] = "0",
                }
            )
        );

    private async Task AgainAsync(Random random, int atLeast, int atMost, Func<Random, Task> act, CancellationToken until)
    {
        var heard = 0;
        while (!until.IsCancellationRequested)
        {
            await Task.Delay(random.Next(atLeast, atMost), until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!until.IsCancellationRequested && Volatile.Read(ref _answers) is var answers && answers > heard)
            {
                heard = answers;
                await act(random);
            }
        }
    }

    /// <param name="half">0 or 1: every other process, so that two can be harmed at a time.</param>
    private async Task HarmAsync(Random random, int half)
    {
        var node = _nodes[(random.Next((_nodes.Count + 1 - half) / 2) * 2) + half];
        if (random.Next(4) == 0)
        {
            Interlocked.Increment(ref _freezes);
            await node.FreezeAsync(TimeSpan.FromMilliseconds(random.Next(200, 1_500)));
            return;
        }
        await node.KillAsync();
        Interlocked.Increment(ref _kills);
        await Task.Delay(random.Next(0, 300), CancellationToken.None);
        await node.StartAsync(_harms);
    }

    private async Task SpoilAsync(Random random)
    {
        await _harms.DoAsync(async () =>
        {
            _proxy.Fault = Faults[random.Next(Faults.Length)];
            await Task.Delay(random.Next(100, 1_200), CancellationToken.None);
            _proxy.Fault = NetworkFault.None;
        });
        _faults++;
    }

    /// <summary>As when the database is restarted: every process loses its connections, in the middle of whatever it does.</summary>
    private async Task CutAsync()
    {
        await _harms.DoAsync(() => _database.CutAsync(Harmed));
        _cuts++;
    }
}
