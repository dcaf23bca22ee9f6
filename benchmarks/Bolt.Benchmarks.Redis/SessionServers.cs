using Bolt.Benchmarks.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StackExchange.Redis;

namespace Bolt.Benchmarks.Redis;

/// <summary>The same routes in three ways, each over a connection of its own.</summary>
internal static class SessionServers
{
    public static async Task<Pipeline> BoltAsync(string redis)
    {
        var builder = Applications.Create();
        builder.Services.AddSingleton<IConnectionMultiplexer>(await ConnectionMultiplexer.ConnectAsync(redis));
        builder.Services.AddBolt().AddJwt(static o => o.Secret = new string('s', 32)).AddSessions().AddRedisSessions();
        return Applications.Bolt(builder);
    }

    /// <summary>The whole ticket in Redis, as the documentation of ASP.NET Core suggests; a value of the session is one of its properties.</summary>
    public static async Task<Pipeline> TicketsAsync(string redis)
    {
        var tickets = new RedisTickets((await ConnectionMultiplexer.ConnectAsync(redis)).GetDatabase());
        return Applications.Cookies(
            static _ => { },
            o => o.SessionStore = tickets,
            static (http, properties) => properties.Items["theme"] = "dark",
            static async http => (await http.AuthenticateAsync()).Properties?.Items["theme"] ?? "light",
            static m => m);
    }

    /// <summary>The caller in the cookie, the values in Redis.</summary>
    public static async Task<Pipeline> UseSessionAsync(string redis)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        return Applications.UseSession(s => s.AddStackExchangeRedisCache(o => o.ConnectionMultiplexerFactory = () => Task.FromResult<IConnectionMultiplexer>(connection)));
    }

    private sealed class RedisTickets(IDatabase database) : ITicketStore
    {
        private static readonly TimeSpan Life = TimeSpan.FromDays(14);

        public async Task<string> StoreAsync(AuthenticationTicket ticket)
        {
            var key = "ticket:" + Guid.NewGuid().ToString("N");
            await RenewAsync(key, ticket);
            return key;
        }

        public Task RenewAsync(string key, AuthenticationTicket ticket) => database.StringSetAsync(key, TicketSerializer.Default.Serialize(ticket), Life);

        public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
            (byte[]?)await database.StringGetAsync(key) is { } bytes ? TicketSerializer.Default.Deserialize(bytes) : null;

        public Task RemoveAsync(string key) => database.KeyDeleteAsync(key);
    }
}
