using System.ComponentModel.DataAnnotations;
using Bolt;

namespace Consumer;

/// <summary>A new order.</summary>
public sealed record NewOrder([Required, StringLength(20)] string What);

public static class Validated
{
    [BoltPost("/validated", Guards = [typeof(AllowAny)])]
    public static string Create(NewOrder order) => order.What;
}
