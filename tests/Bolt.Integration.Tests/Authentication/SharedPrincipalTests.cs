using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Integration.Tests;

/// <summary>One credential, many requests: what one of them does to its principal no other sees.</summary>
public sealed class SharedPrincipalTests
{
    private const string ReadBack = "\nread back: ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Changes
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Writing.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    /// <summary>Everything that can be written to on a principal, by every way that leads to it.</summary>
    private static readonly Dictionary<string, Action<ClaimsPrincipal>> Writing = new()
    {
        ["Label"] = static u => Identity(u).Label = "leak",
        ["Label of Identities"] = static u => u.Identities.First().Label = "leak",
        ["Label of a claim's Subject"] = static u => u.FindFirst("sub")!.Subject!.Label = "leak",
        ["BootstrapContext"] = static u => Identity(u).BootstrapContext = "leak",
        ["Actor"] = static u => Identity(u).Actor = Leak(),
        ["Actor of a claim's Subject"] = static u => u.Claims.First().Subject!.Actor = Leak(),
        ["Properties by FindFirst"] = static u => u.FindFirst("sub")!.Properties["leak"] = "leak",
        ["Properties by FindFirst of a condition"] = static u => u.FindFirst(static c => c.Type == "sub")!.Properties["leak"] = "leak",
        ["Properties by FindAll"] = static u => u.FindAll("sub").First().Properties["leak"] = "leak",
        ["Properties by FindAll of a condition"] = static u => u.FindAll(static _ => true).ToList().ForEach(static c => c.Properties["leak"] = "leak"),
        ["Properties by Claims"] = static u => u.Claims.ToList().ForEach(static c => c.Properties["leak"] = "leak"),
        ["Properties by Identity"] = static u => Identity(u).Claims.ToList().ForEach(static c => c.Properties["leak"] = "leak"),
        ["Properties by Identity.FindFirst"] = static u => Identity(u).FindFirst("sub")!.Properties["leak"] = "leak",
        ["Properties by HasClaim"] = static u => u.HasClaim(static c => { c.Properties["leak"] = "leak"; return false; }),
        ["Properties by Identity.HasClaim"] = static u => Identity(u).HasClaim(static c => { c.Properties["leak"] = "leak"; return false; }),
        ["AddClaim"] = static u => Identity(u).AddClaim(new Claim("role", "leak")),
        ["AddClaims"] = static u => Identity(u).AddClaims([new Claim("role", "leak")]),
        ["RemoveClaim"] = static u => Identity(u).RemoveClaim(Identity(u).FindFirst("sub")),
        ["TryRemoveClaim"] = static u => { var identity = Identity(u); identity.TryRemoveClaim(identity.FindFirst("sub")); },
        ["AddIdentity"] = static u => u.AddIdentity(Leak()),
        ["AddIdentities"] = static u => u.AddIdentities([Leak()]),
        ["the list of identities"] = static u => (u.Identities as IList<ClaimsIdentity>)!.Add(Leak()),
        ["the place in the list of identities"] = static u => (u.Identities as IList<ClaimsIdentity>)![0] = Leak(),
        ["the list of claims"] = static u => (Identity(u).Claims as IList<Claim>)?.Add(new Claim("role", "leak")),
        ["Clone"] = static u => WriteAll(u.Clone()),
        ["a copy by constructor"] = static u => WriteAll(new ClaimsPrincipal(u.Identities.Select(static i => i.Clone()))),
        ["Identity.Clone"] = static u => WriteAll(new ClaimsPrincipal(Identity(u).Clone())),
        ["a principal around the same identity"] = static u => Identity(new ClaimsPrincipal(u.Identity!)).Label = "leak",
        ["a principal around the same principal"] = static u => new ClaimsPrincipal(u).FindFirst("sub")!.Properties["leak"] = "leak",
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task WhatARequestWritesTheNextDoesNotSee(string change, bool byKey)
    {
        await using var app = await Start();
        var token = app.Token("7", permissions: "a.read");
        var before = await Text(app, "/look", token, byKey);
        Assert.Contains("claims=sub=", before, StringComparison.Ordinal);
        var parts = before.Split(ReadBack);
        Assert.Equal(parts[0], parts[1]);
        Assert.DoesNotContain("leak", before, StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            await Send(app, "/write/" + Uri.EscapeDataString(change), token, byKey);
            Assert.Equal(before, await Text(app, "/look", token, byKey));
            Assert.Equal(before, await Text(app, "/look-context", token, byKey));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACloneIsAnOrdinaryPrincipal(bool byKey)
    {
        await using var app = await Start();
        Assert.Equal("True True True leak leak 1", await Text(app, "/clone", app.Token("7"), byKey));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatAClaimsTransformationAddsStaysWithItsRequest(bool byKey)
    {
        await using var app = await Start(static s => s.AddHttpContextAccessor().AddSingleton<IClaimsTransformation, Adding>());
        var token = app.Token("7");
        var plain = await Text(app, "/scheme", token, byKey);
        Assert.DoesNotContain("leak", plain, StringComparison.Ordinal);
        Assert.Contains("leak", await Text(app, "/scheme", token, byKey, ("X-Transform", "yes")), StringComparison.Ordinal);
        Assert.Equal(plain, await Text(app, "/scheme", token, byKey));
        Assert.DoesNotContain("leak", await Text(app, "/look", token, byKey), StringComparison.Ordinal);
    }

    private static Task<Application> Start(Action<IServiceCollection>? services = null) => Application.StartAsync(
        s =>
        {
            s.AddBolt().AddApiKeys(static o => o.Keys.Add(new ApiKey("robot", ApiKey.Hash("robot-key")) { Permissions = ["a.read"] }));
            s.AddAuthentication().AddBolt();
            s.AddAuthorization();
            services?.Invoke(s);
        },
        static a =>
        {
            a.UseAuthentication();
            a.UseAuthorization();
            a.MapBolt();
            a.MapGet("/scheme", static http => http.Response.WriteAsync(Describe(http.User))).RequireAuthorization();
        });

    internal static string Write(string change, ClaimsPrincipal user)
    {
        Writing[change](user);
        return "written";
    }

    internal static string CloneOf(ClaimsPrincipal user)
    {
        var clone = user.Clone();
        WriteAll(clone);
        return $"{clone.FindFirst("sub")!.Value == user.FindFirst("sub")!.Value} {Identity(clone).Name == user.Identity!.Name} {clone.IsInRole("leak")} "
            + $"{Identity(clone).Label} {Identity(clone).Actor!.Name} {clone.Identities.Count(static i => i.AuthenticationType == "leak")}";
    }

    internal static string Describe(ClaimsPrincipal user)
    {
        using var written = new MemoryStream();
        using (var writer = new BinaryWriter(written, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            user.WriteTo(writer);
        }

        written.Position = 0;
        using var reader = new BinaryReader(written);
        return DescribeOne(user) + ReadBack + DescribeOne(new ClaimsPrincipal(reader));
    }

    private static string DescribeOne(ClaimsPrincipal user) => string.Join(' ', user.Identities.Select(static i =>
        $"{i.Name} {i.AuthenticationType} label={i.Label} context={i.BootstrapContext} actor={i.Actor?.Name} claims="
        + string.Join(',', i.Claims.Select(static c => $"{c.Type}={c.Value}({string.Join(',', c.Properties.Select(static p => p.Key + p.Value))})/{c.Subject?.Name}"))))
        + $" {user.IsInRole("leak")} {user.HasClaim("role", "leak")} {user.FindFirst("sub")?.Value} {user.Claims.Count()}";

    private static ClaimsIdentity Identity(ClaimsPrincipal user) => (ClaimsIdentity)user.Identity!;

    private static ClaimsIdentity Leak() => new([new Claim("role", "leak"), new Claim("n", "leak")], "leak", "n", "role");

    private static void WriteAll(ClaimsPrincipal user)
    {
        var identity = Identity(user);
        identity.Label = "leak";
        identity.BootstrapContext = "leak";
        identity.Actor = Leak();
        identity.AddClaim(new Claim("role", "leak"));
        user.FindFirst("sub")!.Properties["leak"] = "leak";
        Assert.Equal("leak", user.FindFirst("sub")!.Properties["leak"]);
        identity.RemoveClaim(identity.FindFirst(ClaimTypes.NameIdentifier));
        user.AddIdentity(Leak());
    }

    private static Task<HttpResponseMessage> Send(Application app, string path, string token, bool byKey, params (string, string)[] headers) =>
        byKey ? app.Send("GET", path, null, null, [("X-API-Key", "robot-key"), .. headers]) : app.Send("GET", path, token, null, headers);

    private static async Task<string> Text(Application app, string path, string token, bool byKey, params (string, string)[] headers)
    {
        var response = await Send(app, path, token, byKey, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>As ASP.NET Core's documentation shows it: adds to the principal it is given.</summary>
    private sealed class Adding(IHttpContextAccessor accessor) : IClaimsTransformation
    {
        public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
        {
            if (accessor.HttpContext!.Request.Headers.ContainsKey("X-Transform"))
            {
                WriteAll(principal);
            }

            return Task.FromResult(principal);
        }
    }
}

/// <summary>Handlers that write to their principal.</summary>
[BoltGroup(Auth = [typeof(JwtAuthentication), typeof(ApiKeyAuthentication)], Guards = [typeof(IsAuthenticated)])]
public static class PrincipalRoutes
{
    [BoltGet("/write/{change}")]
    public static string Write(string change, ClaimsPrincipal user) => SharedPrincipalTests.Write(change, user);

    [BoltGet("/look")]
    public static string Look(HttpContext http) => SharedPrincipalTests.Describe(http.User);

    [BoltGet("/look-context")]
    public static string LookAtContext(AuthContext auth) => SharedPrincipalTests.Describe(auth.Principal);

    [BoltGet("/clone")]
    public static string Clone(ClaimsPrincipal user) => SharedPrincipalTests.CloneOf(user);
}
