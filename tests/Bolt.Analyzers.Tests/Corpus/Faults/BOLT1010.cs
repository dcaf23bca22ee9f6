namespace Faults.BOLT1010;

public static class F1
{
    [BoltGet("/f1/{id:int}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Handle(int id) => "ok"; // ! BOLT1010
}

public static class F2
{
    [BoltDelete("/f2/{orderId}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Handle(string orderId) => "ok"; // ! BOLT1010
}

public static class F3
{
    [BoltPut("/f3/{order_id:guid}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Handle(Guid order_id, Change change) => "ok"; // ! BOLT1010
}

public static class F4
{
    [BoltGet("/f4/{ID}/lines", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Handle(long id, CancellationToken cancellation) => "ok"; // ! BOLT1010
}

public static class F5
{
    [BoltPatch("/f5/{key}/{lineId}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Handle(string key, int lineId) => "ok"; // ! BOLT1010
}

public static class F6
{
    [BoltGet("/f6/{uuid}", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
    public static string Handle(Guid uuid, IOrders orders) => "ok"; // ! BOLT1010
}

[BoltGroup("/f7", Auth = [typeof(JwtAuthentication)], Guards = [typeof(IsAuthenticated)])]
public static class F7
{
    [BoltPost("/{invoiceId}/pay")]
    public static string Pay(int invoiceId) => "ok"; // ! BOLT1010
}

public sealed class F8(IOrders orders)
{
    [BoltGet("/f8/{id}", Auth = [typeof(JwtAuthentication)])]
    [IsAuthenticated]
    public string Get(int id) => orders.ToString() + id; // ! BOLT1010
}

public interface IOrders;

public sealed record Change(string Text);

public static class F9
{
    [BoltGet("/f9/{invoiceID:long}", Auth = [typeof(JwtAuthentication)])]
    [IsAuthenticated]
    public static string Get(long invoiceID) => "ok"; // ! BOLT1010

    [BoltGet("/f10/{id}", Auth = [typeof(JwtAuthentication)])]
    [IsAuthenticated]
    public static string Named([Microsoft.AspNetCore.Mvc.FromRoute(Name = "id")] int number) => "ok"; // ! BOLT1010

    [BoltGet("/f11/{orderGUID}", Auth = [typeof(JwtAuthentication)])]
    [IsAuthenticated]
    public static string Order(Guid orderGUID) => "ok"; // ! BOLT1010
}
