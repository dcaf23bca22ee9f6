namespace Bolt.Users.Identity;

/// <summary>A user whose tokens say which of its security stamps they are of.</summary>
internal interface ITokenStamp
{
    /// <summary>The value of the claim <c>stamp</c>.</summary>
    string TokenStamp { get; }
}
