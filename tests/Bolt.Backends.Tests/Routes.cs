using Shop;

namespace Bolt.Backends.Tests;

/// <summary>One route per backend.</summary>
[BoltGroup("", Guards = [typeof(IsAuthenticated)])]
public static class Routes
{
    [BoltGet("/jwt", Auth = [typeof(JwtAuthentication)])]
    public static string Default(AuthContext auth) => Show(auth);

    [BoltGet("/api_key", Auth = [typeof(ApiKeyAuthentication)])]
    public static string DefaultKeys(AuthContext auth) => Show(auth);

    [BoltGet("/admin/tokens", Auth = [typeof(Admin.Tokens)])]
    public static string AdminTokens(AuthContext auth) => Show(auth);

    [BoltGet("/partner/tokens", Auth = [typeof(Partner.Tokens)])]
    public static string PartnerTokens(AuthContext auth) => Show(auth);

    [BoltGet("/admin/keys", Auth = [typeof(Admin.Keys)])]
    public static string AdminKeys(AuthContext auth) => Show(auth);

    [BoltGet("/partner/keys", Auth = [typeof(Partner.Keys)])]
    public static string PartnerKeys(AuthContext auth) => Show(auth);

    [BoltGet("/admin/auth", Auth = [typeof(Admin.Area.Auth)])]
    public static string AdminAuth(AuthContext auth) => Show(auth);

    [BoltGet("/partner/auth", Auth = [typeof(Partner.Area.Auth)])]
    public static string PartnerAuth(AuthContext auth) => Show(auth);

    [BoltGet("/tenant/a", Auth = [typeof(TenantJwt<A>)])]
    public static string TenantA(AuthContext auth) => Show(auth);

    [BoltGet("/tenant/b", Auth = [typeof(TenantJwt<B>)])]
    public static string TenantB(AuthContext auth) => Show(auth);

    [BoltGet("/inner/a", Auth = [typeof(Outer<A>.Inner<int>)])]
    public static string InnerA(AuthContext auth) => Show(auth);

    [BoltGet("/inner/b", Auth = [typeof(Outer<B>.Inner<int>)])]
    public static string InnerB(AuthContext auth) => Show(auth);

    [BoltGet("/single", Auth = [typeof(Only)])]
    public static string OfItsName(AuthContext auth) => Show(auth);

    [BoltGet("/shop/jwt", Auth = [typeof(Jwt)])]
    public static string ShopJwt(AuthContext auth) => Show(auth);

    [BoltGet("/shop/apikeys", Auth = [typeof(ApiKeys)])]
    public static string ShopApiKeys(AuthContext auth) => Show(auth);

    [BoltGet("/own", Auth = [typeof(Own)])]
    public static string TheProgramsOwn(AuthContext auth) => Show(auth);

    [BoltGet("/other", Auth = [typeof(Other)])]
    public static string AnotherOfItsOwn(AuthContext auth) => Show(auth);

    [BoltGet("/several", Auth = [typeof(JwtAuthentication), typeof(Admin.Tokens), typeof(Admin.Keys)])]
    public static string Several(AuthContext auth) => Show(auth);

    [BoltGet("/several/recent", Auth = [typeof(JwtAuthentication), typeof(Admin.Tokens), typeof(Admin.Keys)], Guards = [typeof(RecentLogin)])]
    public static string Recent(AuthContext auth) => Show(auth);

    private static string Show(AuthContext auth) => $"{auth.UserId} {auth.Backend} {auth.Principal.Identity?.AuthenticationType}";
}
