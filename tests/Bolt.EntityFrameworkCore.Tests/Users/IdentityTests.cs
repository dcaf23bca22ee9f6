using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.EntityFrameworkCore.Tests;

/// <summary>ASP.NET Core Identity's users as Bolt's, by token and by session.</summary>
public sealed class IdentityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AUserIsLoadedUntilItIsDeleted()
    {
        await using var site = await Site.StartAsync();
        var token = await site.Token();
        Assert.Equal((200, "ada"), await site.Get("/member", token));
        Assert.Equal((200, "0"), await site.Get("/me", Other("0", site)));
        Assert.Equal(401, (await site.Get("/member", Other("0", site))).Status);

        // An id of another shape, such as an API key's name, is nobody's, whatever the store throws for it.
        foreach (var id in new[] { "seven", "7.0", "99999999999999999999", " " })
        {
            Assert.Equal(401, (await site.Get("/member", Other(id, site))).Status);
        }

        await site.With(static (users, member) => users.DeleteAsync(member));
        Assert.Equal(401, (await site.Get("/member", token)).Status);
        Assert.Equal(200, (await site.Get("/me", token)).Status);
    }

    [Fact]
    public async Task OneThatIsLockedOutIsRefusedUntilItIsNot()
    {
        await using var site = await Site.StartAsync();
        var (token, cookie) = (await site.Token(), await site.Login());
        await site.With(static (users, member) => users.SetLockoutEndDateAsync(member, DateTimeOffset.UtcNow.AddHours(1)));
        Assert.Equal((401, 401), ((await site.Get("/member", token)).Status, (await site.Get("/session/member", cookie: cookie)).Status));
        Assert.Null(await site.TryToken());
        await site.With(static (users, member) => users.SetLockoutEndDateAsync(member, null));
        Assert.Equal((200, 200), ((await site.Get("/member", token)).Status, (await site.Get("/session/member", cookie: cookie)).Status));
    }

    [Theory]
    [InlineData("account")]
    [InlineData("email")]
    [InlineData("phone")]
    public async Task OneThatIsNotConfirmedIsRefusedWhereIdentityAsksForIt(string what)
    {
        await using var site = await Site.StartAsync(o =>
        {
            o.SignIn.RequireConfirmedAccount = what == "account";
            o.SignIn.RequireConfirmedEmail = what == "email";
            o.SignIn.RequireConfirmedPhoneNumber = what == "phone";
        });
        Assert.Null(await site.TryToken());
        var token = Other("7", site);
        Assert.Equal(401, (await site.Get("/member", token)).Status);
        await site.With((_, member) =>
        {
            (member.EmailConfirmed, member.PhoneNumberConfirmed) = (what != "phone", what == "phone");
            return Task.CompletedTask;
        });
        Assert.Equal(200, (await site.Get("/member", token)).Status);
        Assert.NotNull(await site.TryToken());
    }

    [Fact]
    public async Task ANewPasswordEndsTokensWhereTheUserIsLoadedAndSessions()
    {
        await using var site = await Site.StartAsync();
        var (token, cookie) = (await site.Token(), await site.Login());
        Assert.Equal((200, 200), ((await site.Get("/member", token)).Status, (await site.Get("/session/member", cookie: cookie)).Status));
        await site.With(static async (users, member) => Assert.True((await users.ChangePasswordAsync(member, "Pa$$word-1", "Pa$$word-2")).Succeeded));
        Assert.Equal((401, 401), ((await site.Get("/member", token)).Status, (await site.Get("/session/member", cookie: cookie)).Status));

        // Where nobody loads the user, RevokeUserAsync does it.
        Assert.Equal(200, (await site.Get("/me", token)).Status);
        Assert.Equal((200, "ada"), await site.Get("/member", await site.Token()));
        Assert.Equal((200, "ada"), await site.Get("/session/member", cookie: await site.Login()));

        // A token that says nothing of a stamp is not one that was ended.
        Assert.Equal(200, (await site.Get("/member", Other("7", site))).Status);
    }

    [Fact]
    public async Task AStampIsItsUsersAndCannotBeSetByHand()
    {
        await using var site = await Site.StartAsync();
        var (ada, bob) = (Claim(await site.Token()), (string?)null);
        await site.With(async (users, member) =>
        {
            var other = new Member { Id = 8, UserName = "bob" };
            Assert.True((await users.CreateAsync(other, "Pa$$word-1")).Succeeded);
            other.SecurityStamp = member.SecurityStamp;
        });
        bob = Claim((await site.TryToken("8"))!);
        Assert.NotNull(ada);
        Assert.NotEqual(ada, bob);
        Assert.Equal(11, ada.Length);
        await site.With((users, member) =>
        {
            Assert.DoesNotContain(member.SecurityStamp!, ada, StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        await site.Use(async services =>
        {
            var user = await services.GetRequiredService<IdentityUsers<Member>>().ToBoltUserAsync((await services.GetRequiredService<UserManager<Member>>().FindByIdAsync("7"))!);
            Assert.Throws<ArgumentException>(() => services.GetRequiredService<JwtIssuer>().CreateToken(user!, claims: new Dictionary<string, object?> { ["stamp"] = "mine" }));
        });
    }

    [Fact]
    public async Task RolesMakeStaffAndAdministrators()
    {
        await using var site = await Site.StartAsync();
        Assert.Equal((403, 403), ((await site.Get("/staff", await site.Token())).Status, (await site.Get("/session/staff", cookie: await site.Login())).Status));
        await site.With(static (users, member) => users.AddToRoleAsync(member, "clerk"));
        Assert.Equal(200, (await site.Get("/staff", await site.Token())).Status);
        var cookie = await site.Login();
        Assert.Equal(200, (await site.Get("/session/staff", cookie: cookie)).Status);
        Assert.Equal(403, (await site.Get("/admin", await site.Token())).Status);
        await site.With(static (users, member) => users.AddToRoleAsync(member, "boss"));
        Assert.Equal(200, (await site.Get("/admin", await site.Token())).Status);

        // A session asks on every request.
        await site.With(static (users, member) => users.RemoveFromRoleAsync(member, "clerk"));
        Assert.Equal(403, (await site.Get("/session/staff", cookie: cookie)).Status);
    }

    [Fact]
    public async Task AStoreThatFailsLetsNobodyIn()
    {
        await using var site = await Site.StartAsync();
        var (token, cookie) = (await site.Token(), await site.Login());
        site.App.Services.GetRequiredService<MemberStore>().Failure = new InvalidOperationException("down");
        Assert.Equal(500, (await site.Get("/member", token)).Status);
        Assert.Equal(503, (await site.Get("/session/member", cookie: cookie)).Status);
    }

    [Fact]
    public async Task WithoutIdentityTheProgramDoesNotStart()
    {
        var problem = await Assert.ThrowsAnyAsync<Exception>(() => Application.StartAsync(static _ => { }, static b => b.AddIdentityUsers<IdentityUser>()));
        Assert.Contains("needs a UserManager<", problem.Message, StringComparison.Ordinal);
    }

    private static string Other(string id, Site site) => site.App.Token(id);

    private static string? Claim(string token)
    {
        using var payload = System.Text.Json.JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]));
        return payload.RootElement.TryGetProperty("stamp", out var stamp) ? stamp.GetString() : null;
    }

    private sealed class Site(Application app) : IAsyncDisposable
    {
        public Application App => app;

        public static async Task<Site> StartAsync(Action<IdentityOptions>? configure = null)
        {
            var app = await Application.StartAsync(
                s =>
                {
                    s.AddSingleton<MemberStore>();
                    s.AddSingleton<IUserStore<Member>>(static p => p.GetRequiredService<MemberStore>());
                    s.AddIdentityCore<Member>(o => configure?.Invoke(o));
                },
                static b => b.AddIdentityUsers<Member>(static o => (o.StaffRole, o.AdminRole) = ("clerk", "boss")));
            var site = new Site(app);
            await site.Use(static async services => Assert.True((await services.GetRequiredService<UserManager<Member>>().CreateAsync(
                new Member { Id = 7, UserName = "ada", Email = "ada@example.com", PhoneNumber = "1", LockoutEnabled = true }, "Pa$$word-1")).Succeeded));
            return site;
        }

        public async Task Use(Func<IServiceProvider, Task> use)
        {
            await using var scope = app.Services.CreateAsyncScope();
            await use(scope.ServiceProvider);
        }

        public Task With(Func<UserManager<Member>, Member, Task> change) => Use(async services =>
        {
            var users = services.GetRequiredService<UserManager<Member>>();
            await change(users, (await users.FindByIdAsync("7"))!);
        });

        public async Task<string> Token() => await TryToken() ?? throw new InvalidOperationException("It may not sign in.");

        public async Task<string?> TryToken(string id = "7")
        {
            using var response = await app.Send("/member/token/" + id, null, "POST");
            return (int)response.StatusCode == 200 ? (await response.Content.ReadAsStringAsync(Cancellation)).Trim('"') : null;
        }

        public async Task<string> Login()
        {
            using var response = await app.Send("/member/login/7", null, "POST");
            Assert.True((int)response.StatusCode < 300, $"{response.StatusCode}");
            return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        public async Task<(int Status, string Body)> Get(string path, string? token = null, string? cookie = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (token is not null)
            {
                request.Headers.Authorization = new("Bearer", token);
            }

            if (cookie is not null)
            {
                request.Headers.Add("Cookie", cookie);
            }

            using var response = await app.Client.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, (await response.Content.ReadAsStringAsync(Cancellation)).Trim('"'));
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
