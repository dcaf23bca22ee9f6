using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Bolt.EntityFrameworkCore.Tests;

public static class MemberRoutes
{
    [BoltGet("/member", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Member([CurrentUser] Member member) => member.UserName!;

    [BoltGet("/staff", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsStaff)])]
    public static string Staff() => "staff";

    [BoltGet("/admin", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAdminUser)])]
    public static string Admin() => "admin";

    [BoltGet("/session/member", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string SessionMember([CurrentUser] Member member) => member.UserName!;

    [BoltGet("/session/staff", Auth = [typeof(SessionAuthentication)], Guards = [typeof(IsStaff)])]
    public static string SessionStaff() => "staff";

    [BoltPost("/member/token/{id}", Guards = [typeof(AllowAny)])]
    public static async Task<Results<Ok<string>, UnauthorizedHttpResult>> Token(string id, UserManager<Member> users, IdentityUsers<Member> members, JwtIssuer issuer) =>
        await users.FindByIdAsync(id) is { } found && await members.ToBoltUserAsync(found) is { } user ? TypedResults.Ok(issuer.CreateToken(user)) : TypedResults.Unauthorized();

    [BoltPost("/member/login/{id}", Guards = [typeof(AllowAny)])]
    public static async Task Login(string id, UserManager<Member> users, IdentityUsers<Member> members, HttpContext http) =>
        await http.LoginAsync((await members.ToBoltUserAsync((await users.FindByIdAsync(id))!))!);
}
