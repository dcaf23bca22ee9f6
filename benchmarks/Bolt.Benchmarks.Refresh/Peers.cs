using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Bolt.Benchmarks.Refresh;

/// <summary>The same work in several ways: who refreshes is looked up in a dictionary, and what has to be kept is kept in one too, so that no database is measured.</summary>
internal static class Peers
{
    public static IEnumerable<Peer> All => [Bolt(), Identity(), OpenIddict(isStored: true), OpenIddict(isStored: false)];

    /// <summary>Every refresh replaces the token: none falls into the grace of the one before.</summary>
    public static IServiceCollection AddOurs(IServiceCollection services, TimeSpan grace)
    {
        services.AddBolt()
            .AddJwt(static o => o.Keys.Add(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))))
            .AddUsers<Person, People>()
            .AddRefreshTokens<Person>(o => o.ReuseGrace = grace);
        return services;
    }

    private static Peer Bolt()
    {
        var builder = Create();
        AddOurs(builder.Services, TimeSpan.Zero);
        var app = builder.Build();
        app.MapBolt();
        return new("Bolt", "Bolt, in memory", new Pipeline(app), static user => ("/login", "?user=" + user, "{}"), static token => ("/refresh", $$"""{"refresh_token":"{{token}}"}"""), "application/json", "refresh_token");
    }

    /// <summary>
    /// It writes nothing at a refresh: the token before stays good, and nobody notices a copy. Users are in a dictionary, and their passwords hashed in one round: signing in is not what is measured.
    /// </summary>
    private static Peer Identity()
    {
        var builder = Create();
        builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddUserStore<MemoryUsers>();
        builder.Services.Configure<PasswordHasherOptions>(static o => o.IterationCount = 1);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.MapIdentityApi<IdentityUser>();
        return new(
            "Identity", "ASP.NET Core Identity, users in memory: no rotation, no revocation", new Pipeline(app, static a => a.UseAuthentication().UseAuthorization()),
            static user => ("/login", "", $$"""{"email":"{{user}}","password":"{{MemoryUsers.Password}}"}"""), static token => ("/refresh", $$"""{"refreshToken":"{{token}}"}"""), "application/json", "refreshToken");
    }

    /// <summary>Access tokens signed with HS256 and not encrypted, like Bolt's; refresh tokens rotate, and those used are noticed, where tokens are stored.</summary>
    private static Peer OpenIddict(bool isStored)
    {
        var builder = Create();
        var openIddict = builder.Services.AddOpenIddict();
        if (isStored)
        {
            builder.Services.AddSingleton<MemoryTokens>().AddSingleton<IOpenIddictTokenStore<MemoryToken>>(static provider => provider.GetRequiredService<MemoryTokens>());
            openIddict.AddCore(static o => o.SetDefaultTokenEntity<MemoryToken>());
            builder.Services.AddSingleton(static _ => DispatchProxy.Create<IOpenIddictApplicationManager, Unused>());
            builder.Services.AddSingleton(static _ => DispatchProxy.Create<IOpenIddictAuthorizationManager, Unused>());
            builder.Services.AddSingleton(static _ => DispatchProxy.Create<IOpenIddictScopeManager, Unused>());
        }

        openIddict.AddServer(o =>
        {
            o.SetTokenEndpointUris("/connect/token").AllowPasswordFlow().AllowRefreshTokenFlow().AcceptAnonymousClients();
            o.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))).AddSigningKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));

            // Asked for although no identity token is made.
            o.AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
            o.DisableAccessTokenEncryption().DisableAuthorizationStorage().DisableScopeValidation().SetRefreshTokenReuseLeeway(TimeSpan.Zero);
            if (!isStored)
            {
                o.EnableDegradedMode();
                o.AddEventHandler<ValidateTokenRequestContext>(static b => b.UseInlineHandler(static _ => default));
            }

            o.UseAspNetCore();
            o.AddEventHandler<HandleTokenRequestContext>(static b => b.UseInlineHandler(static context =>
            {
                var subject = context.Request.IsPasswordGrantType() ? context.Request.Username : context.Principal!.GetClaim(Claims.Subject);
                if (People.Find(subject) is not { } person)
                {
                    context.Reject(Errors.InvalidGrant);
                    return default;
                }

                var identity = new System.Security.Claims.ClaimsIdentity("bench", Claims.Name, Claims.Role);
                identity.SetClaim(Claims.Subject, person.Id).SetClaim(Claims.Username, person.Username).SetClaim("is_staff", person.IsStaff).SetClaim("is_superuser", person.IsSuperuser);
                identity.SetScopes(Scopes.OfflineAccess).SetDestinations(static _ => [Destinations.AccessToken]);
                if (!context.Request.IsPasswordGrantType())
                {
                    identity.SetAuthorizationId(context.Principal!.GetAuthorizationId());
                }

                context.SignIn(new System.Security.Claims.ClaimsPrincipal(identity));
                return default;
            }));
        });
        var app = builder.Build();
        return new(
            isStored ? "OpenIddict" : "OpenIddictBare",
            isStored ? "OpenIddict, tokens in memory" : "OpenIddict, no store (degraded mode): no revocation, no reuse detection",
            new Pipeline(app, static a => a.UseAuthentication()),
            static user => ("/connect/token", "", $"grant_type=password&scope=offline_access&username={user}&password=x"),
            static token => ("/connect/token", $"grant_type=refresh_token&refresh_token={token}"),
            "application/x-www-form-urlencoded",
            "refresh_token");
    }

    private static WebApplicationBuilder Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountJson.Default));
        return builder;
    }
}
