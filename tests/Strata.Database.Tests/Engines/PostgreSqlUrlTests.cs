using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Database.Tests.Engines;

public class PostgreSqlUrlTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("postgres://u:p%40%2F@h:5433/db", "h", 5433, "u", "p@/", "db")]
    [InlineData("postgresql://u@h/db", "h", 5432, "u", null, "db")]
    [InlineData("postgres://u:a:b@h", "h", 5432, "u", "a:b", null)]
    [InlineData("postgres://u@/db?host=%2Ftmp%2Fx&port=7", "/tmp/x", 7, "u", null, "db")]
    [InlineData("postgres:///db?host=/run&user=me&password=s%26t", "/run", 5432, "me", "s&t", "db")]
    [InlineData("postgres://u@a:1,b:2/db?sslmode=require&target_session_attrs=primary", "a:1,b:2", 5432, "u", null, "db")]
    [InlineData("postgres://u@[::1]:5433/db", "[::1]", 5433, "u", null, "db")]
    [InlineData("Host=h;Port=7;Username=u;Password=p;Database=db", "h", 7, "u", "p", "db")]
    public void Url_is_read_as_libpq_reads_it(string text, string host, int port, string user, string? password, string? database)
    {
        var read = PostgreSqlUrl.Parse(text);

        (read.Host, read.Port, read.Username, read.Password, read.Database).ShouldBe((host, port, user, password, database));
    }

    [Theory]
    [InlineData("postgres://u:secret@h:port/db")]
    [InlineData("postgres://u:secret@h/db?nonsense=1")]
    [InlineData("postgres://u:secret@h/db?sslmode=secret")]
    [InlineData("mysql://u:secret@h/db")]
    [InlineData("Host=h;Password=secret;Nonsense=1")]
    [InlineData("Host=h;Port=x;Password=secret")]
    public void Url_is_refused_without_repeating_the_password_when_it_can_not_be_read(string text)
    {
        var error = Should.Throw<InvalidOperationException>(() => PostgreSqlUrl.Parse(text));

        error.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Description_names_the_place_and_not_the_password()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var withPassword = PostgreSqlUrl.Parse(test.Location);
        withPassword.Password = "secret";
        await using var database = new PostgreSqlDatabase(withPassword.ToString());

        var description = await database.DescribeAsync(Token);

        description.ShouldNotContain("secret");
        description.ShouldContain(withPassword.Database ?? "?");
    }

    [Fact]
    public async Task Login_that_may_not_make_roles_is_told_what_to_ask_for()
    {
        await using var cluster = await PostgresCluster.StartAsync(new PostgresOptions());
        await RunAsync(cluster.Url, "create role powerless login");
        await using var database = new PostgreSqlDatabase(cluster.Url.Replace("strata@", "powerless@", StringComparison.Ordinal));

        var error = await Should.ThrowAsync<InvalidOperationException>(() => database.MigrateAsync(Token));

        error.Message.ShouldContain("'powerless' may not make the roles");
        error.Message.ShouldContain("create role strata_app nologin");
    }

    [Fact]
    public async Task Databases_of_one_cluster_are_migrated_at_once()
    {
        await using var cluster = await PostgresCluster.StartAsync(new PostgresOptions());
        string[] names = ["one", "two", "three"];
        foreach (var name in names)
        {
            await RunAsync(cluster.Url, "create database " + name);
        }

        await Task.WhenAll(
            names.Select(async name =>
            {
                await using var database = new PostgreSqlDatabase(cluster.UrlOf(name));
                await database.MigrateAsync(Token);
                await database.AddUserAsync(UserId.Local, null, 1, prepare: null, Token);
            })
        );
    }

    private static async Task RunAsync(string url, string sql)
    {
        await using var connection = new NpgsqlConnection(PostgreSqlUrl.Parse(url).ToString() + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }
}
