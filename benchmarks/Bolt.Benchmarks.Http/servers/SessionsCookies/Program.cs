using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Servers;

// What a user would pick: minimal API, cookie authentication, UseSession() in memory.
var builder = SessionServer.Create(args);
builder.Services.AddDistributedMemoryCache().AddSession();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
// Keys of this process only: nothing is left in the user's home.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.UseSession();
app.MapPost("/login", async (HttpContext http, CancellationToken cancellation) =>
{
    await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, BenchServer.User)], "cookie")));
    await http.Session.LoadAsync(cancellation);
    http.Session.SetString("theme", "dark");
    http.Session.SetInt32("visits", 1);
});
app.MapGet("/me", (ClaimsPrincipal user) => new Me(user.FindFirstValue(ClaimTypes.NameIdentifier)!)).RequireAuthorization();
app.MapGet("/theme", async (HttpContext http, ClaimsPrincipal user, CancellationToken cancellation) =>
{
    await http.Session.LoadAsync(cancellation);
    return new Themed(user.FindFirstValue(ClaimTypes.NameIdentifier)!, http.Session.GetString("theme") ?? "light");
}).RequireAuthorization();
app.Run();
