using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>What the driver says of PostgreSQL in trouble, and whether it costs a job an attempt.</summary>
public sealed class DatabaseTroubleTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statement_that_takes_too_long_takes_an_attempt_and_the_want_of_a_connection_does_not()
    {
        await using var test = await TestDatabase.CreateAsync(Engine.PostgreSql);
        var alice = await test.AddUserAsync();
        var login = PostgreSqlUrl.Parse(test.Location);
        login.CommandTimeout = 1;
        await using var hasty = new PostgreSqlDatabase(login.ToString());
        (login.MaxPoolSize, login.Timeout, login.CommandTimeout) = (1, 1, 300);
        await using var small = new PostgreSqlDatabase(login.ToString());

        var slow = await Should.ThrowAsync<Exception>(() =>
            hasty.ReadAsync(alice, c => c.QueryAsync<string>("select pg_sleep(30)::text as x where @user <> ''"), Token)
        );
        await FillPoolAsync(small, alice);
        var refused = await small.ReadAsync(
            alice,
            async c =>
            {
                await c.QueryAsync<long>("select user_no from users where user_id = @user");
                return await Should.ThrowAsync<Exception>(() => small.UserExistsAsync(alice, Token));
            },
            Token
        );

        JobFailure.Of(slow).ShouldBeOfType<JobOutcome.Retry>();
        JobFailure.Of(refused).ShouldBeOfType<JobOutcome.Postponed>();
        DatabaseFailure.Of(refused).ShouldNotBeNull().Passes.ShouldBeTrue();
    }

    /// <summary>Opens the only connection, which on a busy machine takes longer than the second that is waited for one.</summary>
    private static async Task FillPoolAsync(PostgreSqlDatabase database, UserId user)
    {
        while (true)
        {
            try
            {
                await database.UserExistsAsync(user, Token);
                return;
            }
            catch (NpgsqlException)
            {
                // Once more.
            }
        }
    }

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("57P05", true)]
    [InlineData("08006", true)]
    [InlineData("08P01", true)]
    [InlineData("25P03", false)]
    [InlineData("58030", false)]
    public void What_the_server_says_before_it_ends_a_connection_passes(string state, bool isOutside)
    {
        var trouble = DatabaseFailure.Of(new PostgresException("ended", "FATAL", "FATAL", state)).ShouldNotBeNull();

        (trouble.Passes, trouble.IsOutside).ShouldBe((true, isOutside));
    }

    [Fact]
    public void Breach_of_the_protocol_that_ends_nothing_is_a_defect_of_ours() =>
        DatabaseFailure.Of(new PostgresException("bind message supplies 1 parameters", "ERROR", "ERROR", "08P01")).ShouldBeNull();
}
