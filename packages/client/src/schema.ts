// Generated from docs/generated/openapi.json by `npm run generate`. Do not edit.

export interface paths {
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open an account */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description Wrong passwords are counted by account and address together. A device that has signed in to the account before, known by its `deviceToken`, has a count of its own.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description Each refresh token is good once, and a second use ends the session that it belongs to. Only the device that used it, known by its `deviceToken`, gets the same tokens again for 30 seconds: for an answer that was lost, and for two tabs that refresh at once.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a session */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all sessions of the account */
        post: operations["logOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link that sets a new password
         * @description The answer is the same whether or not the address has an account, and also when no further mail is sent: at most five go to an address in an hour, and each link in them is good for an hour.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the token from the e-mail
         * @description Ends every session of the account, a change of the e-mail address that is not confirmed yet, and every other link to a new password.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an e-mail address with the token from the e-mail
         * @description The token is good until it expires, however often it is used.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/undo-email-change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the account back to its former e-mail address, with the token from the e-mail sent there
         * @description The account gets its former address and the new password, and every session of it ends. Later changes of the address are undone with it.
         */
        post: operations["undoEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the verification link again
         * @description The links before it stay good. Nothing is sent where the address is verified already.
         */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own account */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /**
         * Close one's account (R42)
         * @description All sessions end. What is personal is erased within the hour; orders and ledger entries stay without a name.
         */
        delete: operations["closeAccount"];
        options?: never;
        head?: never;
        /** Change one's name, description or language */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/v1/me/change-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one's e-mail address
         * @description The present address is told, and counts until the new one is verified. For 14 days from then on a link that was sent to the former address undoes the change.
         */
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password, knowing the old one
         * @description Ends every session of the account, this one too: log in again. Ends a change of the e-mail address that is not confirmed yet as well.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a copy of one's data
         * @description Every service gives its part; fetch it by its id until it is ready.
         */
        post: operations["requestExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Fetch a copy of one's data, as far as it is there */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find accounts by address, name or role, newest first */
        get: operations["findAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An account, by its id */
        get: operations["getAnyAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/accounts/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the roles of an account
         * @description The role user cannot be removed. A role that is taken away ends at once, also for access tokens that name it; one that is given is in the next access token.
         */
        put: operations["setRoles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All categories, in two levels */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search published listings, or list one's own with sellerId=me */
        get: operations["searchListings"];
        put?: never;
        /** Begin a listing, as a draft */
        post: operations["createListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a listing may hold: lengths, prices, days, extras, revisions (R4) */
        get: operations["getListingLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{listingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published listing, or one's own in any state */
        get: operations["getListing"];
        put?: never;
        post?: never;
        /** Delete a listing; orders of it go on */
        delete: operations["deleteListing"];
        options?: never;
        head?: never;
        /** Edit a listing; with If-Match only if it is the version that was read */
        patch: operations["updateListing"];
        trace?: never;
    };
    "/v1/listings/{listingId}/page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A published listing as an HTML page with Open Graph data, for sharing */
        get: operations["getListingPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{listingId}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish a listing: from now on it can be ordered */
        post: operations["publishListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/listings/{listingId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause a listing: it cannot be ordered or found until then */
        post: operations["pauseListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's purchases or sales */
        get: operations["listOrders"];
        put?: never;
        /** Order a listing at the price that was seen (R7) */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of one's purchases or sales are in each state, and how many are late */
        get: operations["countOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long each window of an order is, in milliseconds */
        get: operations["getOrderWindows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long a brief and how large a file of an order may be */
        get: operations["getOrderLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order of one's own */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an order, who did it, and with what words */
        get: operations["getOrderTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file of an order, whole or a part */
        get: operations["downloadOrderFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/files/{fileId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An address at which a browser downloads a file of an order without a token, for ten minutes */
        post: operations["linkOrderFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file for the brief or a delivery: multipart field `file`, up to 50 MB */
        post: operations["uploadOrderFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/brief": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give the seller what the listing asks for (the buyer, until delivery) */
        put: operations["completeBrief"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an order (seller; R9, R13) */
        post: operations["acceptOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse an order, with a reason (seller; R10) */
        post: operations["refuseOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an order (buyer or seller; R12, R15, R22, R23) */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deliver the work (seller; R14) */
        post: operations["deliverOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a delivery, which completes the order (buyer; R16, R17, R20) */
        post: operations["approveOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/request-revision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a revision (buyer; R18) */
        post: operations["requestRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/accept-revision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept a revision (seller; R19) */
        post: operations["acceptRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/refuse-revision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a revision (seller; R19, R20) */
        post: operations["refuseRevision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/request-cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the seller to cancel the order (buyer; R21) */
        post: operations["requestCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/withdraw-cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw the request to cancel (buyer; R21) */
        post: operations["withdrawCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/accept-cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to cancel the order (seller; R21, R23) */
        post: operations["acceptCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/refuse-cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse to cancel the order (seller; R21) */
        post: operations["refuseCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/open-dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a dispute (buyer; R20, R21, R24) */
        post: operations["openDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/add-statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a statement to the dispute (buyer, seller or mediator; R24) */
        post: operations["addStatement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/concede-dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Concede, and refund the buyer (seller; R25) */
        post: operations["concedeDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/drop-dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Drop the dispute, and complete the order (buyer; R25) */
        post: operations["dropDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/resolve-dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide a dispute (mediator; R25) */
        post: operations["resolveDispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/excuse-cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Excuse a seller's cancellation (mediator; R23) */
        post: operations["excuseCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{orderId}/case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mediator's one page of a disputed order (R24) */
        get: operations["getOrderCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disputes, the one that has waited longest first (R24) */
        get: operations["listDisputes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The platform's commission, and the VAT in it (R28) */
        get: operations["getPaymentTerms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/checkout-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens the hosted checkout of an order, or gives the one that is open */
        post: operations["openCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The money of one order, for its buyer and its seller */
        get: operations["getOrderPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/receipts/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The buyer's receipt for an order that was paid, as a PDF in French or English */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's invoices and credit notes for commission, newest first */
        get: operations["listInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/invoices/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An invoice or credit note of the caller, `{number}.pdf`, in French or English */
        get: operations["getInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller has as a seller (R29) */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's own journal lines, newest first; they add up to what is available (R27) */
        get: operations["listLedgerLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's withdrawals, newest first */
        get: operations["listWithdrawals"];
        put?: never;
        /**
         * Has an amount paid out to the caller's bank (R29)
         * @description 409 insufficient_funds: more than is payable, which what has not settled at Stripe is not. 409 payout_account_missing: the payout account is not there, not completed, or restricted by Stripe until its requirements are met; until then nothing is payable. 409 withdrawal_too_small: less than the payment provider sends to a bank, which `minimum` says.
         */
        post: operations["requestWithdrawal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/payout-account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller's payout account can receive money, and what Stripe still wants (R5) */
        get: operations["getPayoutAccount"];
        put?: never;
        /** The address of Stripe's onboarding pages for the caller's payout account (R5) */
        post: operations["startOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What moved money outside the platform and waits for a decision, oldest first (R31) */
        get: operations["listExceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/exceptions/{exceptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One exception: what is known, and what can be decided (R31) */
        get: operations["getException"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/exceptions/{exceptionId}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an exception: only the taker resolves it now */
        post: operations["takeException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/exceptions/{exceptionId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an exception back to those that wait */
        post: operations["releaseException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/exceptions/{exceptionId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide an exception, with the reason; its money moves in the same transaction (R31) */
        post: operations["resolveException"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each day beside what Stripe booked on it, newest first, with their differences (R31) */
        get: operations["listReconciliations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/seller-years/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each seller earned in a year, by quarter, for the declaration to the tax authorities (DAC7) */
        get: operations["listSellerYears"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/webhooks/{endpoint}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** For Stripe only: keeps a signed event */
        post: operations["receiveStripeEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own conversations, most recently written in first */
        get: operations["listConversations"];
        put?: never;
        /** Ask a seller, or support: opens a conversation, or goes on in the one about the same thing */
        post: operations["openConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** In how many conversations the caller has messages to read */
        get: operations["countUnreadConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long an order's conversation stays open, and how large messages and files may be (R37) */
        get: operations["getConversationLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One conversation */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of a conversation, newest first */
        get: operations["listMessages"];
        put?: never;
        /** Write a message; contact details in it are masked (R3) */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark everything up to a message as read */
        post: operations["markConversationRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a file (multipart field `file`), to be attached to a message */
        post: operations["uploadConversationFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file, whole or a part */
        get: operations["downloadConversationFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/files/{fileId}/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An address at which a browser downloads a file without a token, for ten minutes */
        post: operations["linkConversationFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/support-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests for support in one state, those that wait the longest first */
        get: operations["listSupportRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a request for support: only the taker answers it until it is given back or closed */
        post: operations["takeSupportRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a request back: it has its old place in the queue again */
        post: operations["releaseSupportRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{conversationId}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a request; it waits again when its author writes again */
        post: operations["closeSupportRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reviews of a listing or a seller */
        get: operations["listReviews"];
        put?: never;
        /** Review a delivered or completed order of one's own; a delivered one completes by it */
        post: operations["submitReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long reviews and replies can be written (R32, R33), and the numbers of the score (R35) */
        get: operations["getReviewWindows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The review of an order, for its buyer and its seller, and what they may do about it (R32, R33) */
        get: operations["getOrderReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Reply to a review of one's own work, or edit the reply for 48 hours */
        put: operations["replyToReview"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask support to look at a review */
        post: operations["reportReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{reviewId}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a review on one of the three grounds */
        post: operations["removeReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports of reviews, oldest first */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/reports/{reportId}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a report: only the taker decides it now */
        post: operations["takeReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/reports/{reportId}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a report back to those that wait */
        post: operations["releaseReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/reports/{reportId}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the review, or remove it on one of the three grounds */
        post: operations["decideReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/{accountId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public profile of a seller */
        get: operations["getSeller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sellers/me/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One's own score and every contribution to it */
        get: operations["getOwnStanding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's notifications, newest first */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many notifications the caller has not read */
        get: operations["countUnreadNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark notifications as read */
        post: operations["markNotificationsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** By which channels the caller is told of what, and what of it can be changed */
        get: operations["getPreferences"];
        /** Choose channels; kinds that are not named stay as they are */
        put: operations["changePreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/stream-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket that opens the live stream once and resumes it, for EventSource */
        post: operations["createStreamTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live events `notification`, `message`, `read` and `order`, as server-sent events (text/event-stream)
         * @description A stream begins with the event `ready`, whose id is the newest: a client that breaks off resumes behind it with Last-Event-ID, also before anything has come. The server ends each stream after ten minutes. A ticket opens one stream; with Last-Event-ID, as EventSource sends it by itself, the same ticket resumes that stream for a day.
         */
        get: operations["openStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page that asks whether to stop e-mails of a kind; opening it changes nothing */
        get: operations["getUnsubscribePage"];
        put?: never;
        /** Stop e-mails of a kind with one click (RFC 8058) */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            /** @description id of the kind account */
            id: string;
            email: string;
            emailVerified: boolean;
            /** @description asked for, and counting once it is verified */
            pendingEmail: string | null;
            displayName: string;
            bio: string;
            /** @enum {string} */
            locale: "fr" | "en";
            roles: ("user" | "mediator" | "admin")[];
            /** Format: date-time */
            createdAt: string;
        };
        AccountExport: {
            /**
             * @description ready: every service has given its part
             * @enum {string}
             */
            status: "collecting" | "ready";
            /** @description by service; `isComplete: false` in one that left out the oldest */
            parts: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /** Format: date-time */
            expiresAt: string;
        };
        ListingLimits: {
            minTitleLength: number;
            maxTitleLength: number;
            minDescriptionLength: number;
            maxDescriptionLength: number;
            maxBriefInstructionsLength: number;
            minPriceCents: number;
            maxPriceCents: number;
            minDeliveryDays: number;
            /** @description extras included */
            maxDeliveryDays: number;
            maxExtras: number;
            /** @description of a listing that limits them */
            maxRevisions: number;
        };
        Listing: {
            /** @description id of the kind listing */
            id: string;
            /** @description id of the kind account */
            sellerId: string;
            seller: {
                displayName: string;
                rating: number | null;
                reviewCount: number;
            };
            title: string;
            description: string;
            category: string;
            tags: string[];
            basePrice: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            deliveryDays: number;
            briefInstructions: string;
            extras: {
                /** @description id of the kind extra */
                id: string;
                title: string;
                price: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                extraDays: number;
            }[];
            /** @description null: unlimited */
            revisionLimit: number | null;
            /** @enum {string} */
            state: "draft" | "published" | "paused";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        SearchReading: {
            /**
             * @description all: every listing found has every word; most: they are few or none, and listings follow that have most words; no_words: q has no word to search for, and nothing is found
             * @enum {string}
             */
            match: "all" | "most" | "no_words";
            /** @description words that no listing has, and the words that they were read as */
            corrections: {
                typed: string;
                read: string;
            }[];
        };
        Category: {
            id: string;
            name: {
                fr: string;
                en: string;
            };
            children: {
                id: string;
                name: {
                    fr: string;
                    en: string;
                };
            }[];
        };
        FileInfo: {
            /** @description id of the kind file */
            id: string;
            name: string;
            /** @description bytes */
            size: number;
            /** @description found from the content, not from what the sender claimed */
            mediaType: string;
            sha256: string;
        };
        DownloadLink: {
            /** @description the file's path with a ticket, relative to the API */
            url: string;
            /** @description seconds; until then it is good as often as it is needed */
            expiresIn: number;
        };
        Order: {
            /** @description id of the kind order */
            id: string;
            /** @enum {string} */
            state: "awaiting_payment" | "payment_expired" | "pending" | "refused" | "expired" | "in_progress" | "delivered" | "revision_requested" | "revision_refused" | "disputed" | "completed" | "cancelled";
            buyer: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
                /** @description id of the kind account */
                id: string;
            };
            seller: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
                /** @description id of the kind account */
                id: string;
            };
            /** @description as frozen when the order was placed (R7) */
            listing: {
                /** @description id of the kind listing */
                id: string;
                title: string;
                description: string;
                briefInstructions: string;
                basePrice: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                deliveryDays: number;
                revisionLimit: number | null;
                /** @description the chosen ones */
                extras: {
                    /** @description id of the kind extra */
                    id: string;
                    title: string;
                    price: {
                        amount: number;
                        /** @constant */
                        currency: "EUR";
                    };
                    extraDays: number;
                }[];
                /** @description SHA-256 in hexadecimal over the RFC 8785 JSON of this object without its hash, as shown here */
                hash: string;
            };
            /** @description of the listing when it was ordered; null: it was not kept */
            category: string | null;
            total: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            brief: {
                text: string;
                fileIds: string[];
                files: components["schemas"]["FileInfo"][];
                /** Format: date-time */
                completedAt: string;
            } | null;
            /** Format: date-time */
            placedAt: string;
            paidAt: string | null;
            acceptedAt: string | null;
            dueAt: string | null;
            late: boolean;
            deliveredAt: string | null;
            endedAt: string | null;
            outcome: {
                /** @enum {string} */
                kind: "payment_expired" | "refused" | "expired" | "cancelled" | "completed";
                /** @enum {string} */
                by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                reason: ("unclear_brief" | "outside_scope" | "other" | "refund" | "split" | "release" | "resume" | "unpaid" | "unanswered" | "late" | "agreed" | "approved" | "reviewed" | "silence" | "conceded" | "dropped" | "charged_back" | "time_limit") | null;
                explanation: string | null;
                /** @description of a seller's cancellation (R23) */
                justified: boolean | null;
                /** @description whether this end is the seller's fault (R11, R15, R23) */
                countsAgainstSeller: boolean;
                /** @description why a mediator excused the seller's cancellation (R23) */
                excuse: {
                    reasons: string;
                    /** Format: date-time */
                    at: string;
                } | null;
                refund: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                released: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
            } | null;
            deliveries: {
                message: string;
                files: components["schemas"]["FileInfo"][];
                links: string[];
                /** Format: date-time */
                at: string;
            }[];
            revisions: {
                count: number;
                limit: number | null;
                open: {
                    explanation: string;
                    beyondLimit: boolean;
                    /** Format: date-time */
                    requestedAt: string;
                } | null;
            };
            cancellationRequest: {
                explanation: string;
                /** Format: date-time */
                requestedAt: string;
                /** @enum {string} */
                answer: "pending" | "refused" | "unanswered";
            } | null;
            dispute: {
                /** Format: date-time */
                openedAt: string;
                /** @enum {string} */
                openedBy: "buyer" | "seller" | "mediator" | "payment" | "clock";
                /** @description when it was put before support (R26) */
                escalatedAt: string | null;
                statements: {
                    /** @enum {string} */
                    by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                    text: string;
                    /** Format: date-time */
                    at: string;
                }[];
                decision: {
                    /** @enum {string} */
                    decision: "refund" | "split" | "release" | "resume";
                    /** @description what a split gives back */
                    buyerAmount: {
                        amount: number;
                        /** @constant */
                        currency: "EUR";
                    } | null;
                    /** @description by when resumed work is to be delivered */
                    dueAt: string | null;
                    findings: {
                        matchesListing: boolean;
                        respectsRequests: boolean;
                    } | null;
                    reasons: string;
                    /** Format: date-time */
                    at: string;
                } | null;
            } | null;
            deadlines: {
                /** @enum {string} */
                kind: "pay" | "respond" | "deliver" | "complete" | "answer_revision" | "answer_cancellation" | "escalate" | "end";
                /** Format: date-time */
                at: string;
            }[];
            /** @description what the caller may do now; nothing else is needed to draw buttons */
            allowedActions: ("accept" | "refuse" | "cancel" | "deliver" | "approve" | "request-revision" | "accept-revision" | "refuse-revision" | "request-cancellation" | "withdraw-cancellation" | "accept-cancellation" | "refuse-cancellation" | "open-dispute" | "add-statement" | "concede-dispute" | "drop-dispute" | "resolve-dispute" | "excuse-cancellation")[];
            sequence: number;
        };
        OrderLimits: {
            /** @description characters */
            maxBriefLength: number;
            maxFileBytes: number;
        };
        OrderCase: {
            /** @description id of the kind order */
            id: string;
            /** @enum {string} */
            state: "awaiting_payment" | "payment_expired" | "pending" | "refused" | "expired" | "in_progress" | "delivered" | "revision_requested" | "revision_refused" | "disputed" | "completed" | "cancelled";
            buyer: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
                /** @description id of the kind account */
                id: string;
            };
            seller: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
                /** @description id of the kind account */
                id: string;
            };
            /** @description as frozen when the order was placed (R7) */
            listing: {
                /** @description id of the kind listing */
                id: string;
                title: string;
                description: string;
                briefInstructions: string;
                basePrice: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                deliveryDays: number;
                revisionLimit: number | null;
                /** @description the chosen ones */
                extras: {
                    /** @description id of the kind extra */
                    id: string;
                    title: string;
                    price: {
                        amount: number;
                        /** @constant */
                        currency: "EUR";
                    };
                    extraDays: number;
                }[];
                /** @description SHA-256 in hexadecimal over the RFC 8785 JSON of this object without its hash, as shown here */
                hash: string;
            };
            /** @description of the listing when it was ordered; null: it was not kept */
            category: string | null;
            total: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            brief: {
                text: string;
                fileIds: string[];
                files: components["schemas"]["FileInfo"][];
                /** Format: date-time */
                completedAt: string;
            } | null;
            /** Format: date-time */
            placedAt: string;
            paidAt: string | null;
            acceptedAt: string | null;
            dueAt: string | null;
            late: boolean;
            deliveredAt: string | null;
            endedAt: string | null;
            outcome: {
                /** @enum {string} */
                kind: "payment_expired" | "refused" | "expired" | "cancelled" | "completed";
                /** @enum {string} */
                by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                reason: ("unclear_brief" | "outside_scope" | "other" | "refund" | "split" | "release" | "resume" | "unpaid" | "unanswered" | "late" | "agreed" | "approved" | "reviewed" | "silence" | "conceded" | "dropped" | "charged_back" | "time_limit") | null;
                explanation: string | null;
                /** @description of a seller's cancellation (R23) */
                justified: boolean | null;
                /** @description whether this end is the seller's fault (R11, R15, R23) */
                countsAgainstSeller: boolean;
                /** @description why a mediator excused the seller's cancellation (R23) */
                excuse: {
                    reasons: string;
                    /** Format: date-time */
                    at: string;
                } | null;
                refund: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                released: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
            } | null;
            deliveries: {
                message: string;
                files: components["schemas"]["FileInfo"][];
                links: string[];
                /** Format: date-time */
                at: string;
            }[];
            revisions: {
                count: number;
                limit: number | null;
                open: {
                    explanation: string;
                    beyondLimit: boolean;
                    /** Format: date-time */
                    requestedAt: string;
                } | null;
            };
            cancellationRequest: {
                explanation: string;
                /** Format: date-time */
                requestedAt: string;
                /** @enum {string} */
                answer: "pending" | "refused" | "unanswered";
            } | null;
            dispute: {
                /** Format: date-time */
                openedAt: string;
                /** @enum {string} */
                openedBy: "buyer" | "seller" | "mediator" | "payment" | "clock";
                /** @description when it was put before support (R26) */
                escalatedAt: string | null;
                statements: {
                    /** @enum {string} */
                    by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                    text: string;
                    /** Format: date-time */
                    at: string;
                }[];
                decision: {
                    /** @enum {string} */
                    decision: "refund" | "split" | "release" | "resume";
                    /** @description what a split gives back */
                    buyerAmount: {
                        amount: number;
                        /** @constant */
                        currency: "EUR";
                    } | null;
                    /** @description by when resumed work is to be delivered */
                    dueAt: string | null;
                    findings: {
                        matchesListing: boolean;
                        respectsRequests: boolean;
                    } | null;
                    reasons: string;
                    /** Format: date-time */
                    at: string;
                } | null;
            } | null;
            deadlines: {
                /** @enum {string} */
                kind: "pay" | "respond" | "deliver" | "complete" | "answer_revision" | "answer_cancellation" | "escalate" | "end";
                /** Format: date-time */
                at: string;
            }[];
            /** @description what the caller may do now; nothing else is needed to draw buttons */
            allowedActions: ("accept" | "refuse" | "cancel" | "deliver" | "approve" | "request-revision" | "accept-revision" | "refuse-revision" | "request-cancellation" | "withdraw-cancellation" | "accept-cancellation" | "refuse-cancellation" | "open-dispute" | "add-statement" | "concede-dispute" | "drop-dispute" | "resolve-dispute" | "excuse-cancellation")[];
            sequence: number;
            statements: {
                /** @enum {string} */
                by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                text: string;
                /** Format: date-time */
                at: string;
            }[];
            timeline: {
                sequence: number;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                /** @enum {string} */
                action: "place" | "pay" | "complete_brief" | "accept" | "refuse" | "cancel" | "deliver" | "approve" | "request-revision" | "accept-revision" | "refuse-revision" | "request-cancellation" | "withdraw-cancellation" | "accept-cancellation" | "refuse-cancellation" | "open-dispute" | "add-statement" | "concede-dispute" | "drop-dispute" | "resolve-dispute" | "excuse-cancellation" | "review" | "charge_back" | "win_chargeback" | "lose_chargeback" | "expire_payment" | "expire" | "complete" | "accept_revision_by_silence" | "refuse_revision_by_silence" | "leave_cancellation_unanswered" | "escalate" | "end" | "remind";
                data: {
                    [key: string]: unknown;
                };
            }[];
            /** @description the parties' own, with every message and file */
            conversationId: string | null;
            /** @description the newest 200 of the order's conversation, oldest first, as they were delivered (R3) */
            messages: {
                /** @description id of the kind message */
                id: string;
                /** @description id of the kind account */
                senderId: string;
                /** @enum {string} */
                by: "buyer" | "seller" | "mediator";
                text: string;
                /** Format: date-time */
                at: string;
            }[];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description id of the request: quote it to support */
            instance?: string;
            /** @enum {string} */
            code: "invalid_request" | "unauthenticated" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "precondition_failed" | "payload_too_large" | "uri_too_long" | "headers_too_large" | "range_not_satisfiable" | "unsupported_media_type" | "too_many_requests" | "internal_error" | "bad_gateway" | "unavailable" | "upstream_timeout" | "idempotency_conflict" | "idempotency_key_reused" | "action_not_allowed" | "deadline_passed" | "email_taken" | "own_admin_role" | "open_orders" | "account_closing" | "email_not_verified" | "payout_account_missing" | "own_listing" | "listing_not_available" | "price_changed" | "too_many_files" | "upload_limit_reached" | "order_not_payable" | "insufficient_funds" | "withdrawal_too_small" | "provider_refused" | "invalid_signature" | "own_profile" | "conversation_closed" | "support_closed" | "already_taken" | "mandatory_notification" | "already_reviewed" | "not_reviewable" | "not_the_author" | "not_taken" | "already_decided";
            errors?: {
                path: string;
                message: string;
            }[];
            /** @description `price_changed`: what it costs now */
            total?: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description `withdrawal_too_small`: the least that can be withdrawn */
            minimum?: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /**
             * @description `action_not_allowed`, `deadline_passed`: the order's state now
             * @enum {string}
             */
            state?: "awaiting_payment" | "payment_expired" | "pending" | "refused" | "expired" | "in_progress" | "delivered" | "revision_requested" | "revision_refused" | "disputed" | "completed" | "cancelled";
            /** @description and what the caller may do to it now */
            allowedActions?: ("accept" | "refuse" | "cancel" | "deliver" | "approve" | "request-revision" | "accept-revision" | "refuse-revision" | "request-cancellation" | "withdraw-cancellation" | "accept-cancellation" | "refuse-cancellation" | "open-dispute" | "add-statement" | "concede-dispute" | "drop-dispute" | "resolve-dispute" | "excuse-cancellation")[];
        } & {
            [key: string]: unknown;
        };
        ConversationLimits: {
            /** @description an order's conversation, from the end of the order */
            openAfterOrderMs: number;
            /** @description characters */
            maxMessageLength: number;
            maxFileBytes: number;
        };
        Message: {
            /** @description id of the kind message */
            id: string;
            /** @description 1, 2, 3 … in its conversation, for the read marks */
            number: number;
            /** @description id of the kind account */
            senderId: string;
            text: string;
            /** @description what R3 hid, so that the sender is told why */
            masked: {
                /** @enum {string} */
                kind: "email" | "phone" | "iban" | "messenger";
            }[];
            files: components["schemas"]["FileInfo"][];
            /** Format: date-time */
            at: string;
        };
        Conversation: {
            /** @description id of the kind conversation */
            id: string;
            /** @enum {string} */
            kind: "inquiry" | "order" | "support";
            participants: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
                /** @description id of the kind account */
                id: string;
                /** @description writes here for the platform: a mediator or support */
                isStaff: boolean;
                /** @description the number of the last message that they have read; 0: none */
                readUpTo: number;
            }[];
            /** @description what it is about; null: a request for support about nothing in particular */
            subject: {
                /** @enum {string} */
                kind: "order" | "listing" | "seller" | "conversation";
                id: string;
                /** @description of the listing or order, or the seller's name; may be empty */
                title: string;
            } | null;
            listingId: string | null;
            orderId: string | null;
            lastMessage: components["schemas"]["Message"] | null;
            unreadCount: number;
            open: boolean;
            /** @description of a request for support (R38); null: it is none */
            support: {
                /** @enum {string} */
                state: "waiting" | "taken" | "closed";
                takenBy: {
                    /** @description empty where the account is closed */
                    displayName: string;
                    /** @description the account is closed: its name and words are erased (R42) */
                    closed: boolean;
                    /** @description id of the kind account */
                    id: string;
                } | null;
                /** Format: date-time */
                waitingSince: string;
            } | null;
        };
        Notification: {
            /** @description id of the kind notification */
            id: string;
            /** @enum {string} */
            kind: "order_confirmed" | "order_payment_expired" | "order_paid" | "brief_completed" | "order_accepted" | "order_refused" | "order_expired" | "order_cancelled" | "cancellation_excused" | "order_delivered" | "order_completed" | "revision_requested" | "revision_accepted" | "revision_refused" | "cancellation_requested" | "cancellation_withdrawn" | "cancellation_refused" | "dispute_opened" | "dispute_statement" | "dispute_escalated" | "dispute_awaits_decision" | "dispute_decided" | "work_resumed" | "deadline_reminder" | "payment_refunded" | "refund_failed" | "payment_charged_back" | "chargeback_decided" | "earnings_released" | "payout_account_restricted" | "withdrawal_paid" | "withdrawal_failed" | "balance_ageing" | "message_received" | "review_received" | "review_replied" | "review_removed" | "report_decided" | "report_waiting" | "support_waiting" | "support_closed" | "closing_refused";
            title: string;
            text: string;
            link: string | null;
            orderId: string | null;
            readAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Preference: {
            email: boolean;
            app: boolean;
            /** @description about money or a deadline: cannot be switched off (R39) */
            mandatory: boolean;
            /** @description by which the kind can come at all */
            channels: ("app" | "email")[];
        };
        UnreadCount: {
            count: number;
        };
        /** @description The data of each event, by the event's name */
        LiveEvents: {
            notification: components["schemas"]["Notification"];
            message: {
                /** @description id of the kind conversation */
                conversationId: string;
                /** @enum {string} */
                kind: "inquiry" | "order" | "support";
                orderId: string | null;
                message: components["schemas"]["Message"];
            };
            read: {
                /** @description id of the kind conversation */
                conversationId: string;
                orderId: string | null;
                /** @description id of the kind account */
                accountId: string;
                readUpTo: number;
                /** Format: date-time */
                at: string;
            };
            order: {
                /** @description id of the kind order */
                orderId: string;
                /** @enum {string} */
                state: "awaiting_payment" | "payment_expired" | "pending" | "refused" | "expired" | "in_progress" | "delivered" | "revision_requested" | "revision_refused" | "disputed" | "completed" | "cancelled";
                sequence: number;
            };
        };
        OrderCounts: {
            states: {
                [key: string]: number;
            };
            /** @description in progress and past their delivery date (R15) */
            late: number;
        };
        OrderWindows: {
            /** @description R8: to pay */
            paymentMs: number;
            /** @description R9: for the seller's answer */
            acceptanceMs: number;
            /** @description R13: what a day of a delivery time counts */
            deliveryDayMs: number;
            /** @description R16, R20: from the last delivery to completion by silence */
            completionMs: number;
            /** @description R19: for the answer to a request for a revision */
            revisionAnswerMs: number;
            /** @description R21: for the answer to a request to cancel */
            cancellationAnswerMs: number;
            /** @description R26: from payment until support takes a dispute over */
            escalationMs: number;
            /** @description R26: from payment to the end that every order has */
            capMs: number;
        };
        CheckoutSession: {
            id: string;
            url: string;
            /** Format: date-time */
            expiresAt: string;
        };
        PaymentTerms: {
            /** @description of the seller's part, VAT included */
            commissionShare: number;
            /** @description of the VAT that the commission contains */
            vatRate: number;
        };
        OrderPayment: {
            /** @enum {string} */
            state: "awaiting_payment" | "blocked" | "frozen" | "settling" | "settled" | "expired";
            paid: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            refunded: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description refunded at Stripe by others than the platform, for a person to look at (R31) */
            refundedOutside: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description taken back by the buyer's bank, for good or until it decides (R30) */
            chargedBack: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description the seller's part before commission */
            released: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            commission: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            vat: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            movements: {
                /** @enum {string} */
                kind: "payment" | "refund" | "transfer" | "reversal" | "chargeback";
                /** @enum {string} */
                state: "pending" | "succeeded" | "failed";
                amount: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                /** Format: date-time */
                at: string;
            }[];
        };
        PayoutAccount: {
            /** @enum {string} */
            state: "missing" | "pending" | "active" | "restricted";
            requirements: string[];
        };
        Balance: {
            blocked: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description what the seller gets of `blocked` where all of it is released, less commission */
            blockedNet: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            available: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            payable: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description what of `available` is not payable yet and settles at Stripe, soonest first */
            nextAvailable: {
                amount: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                /** Format: date-time */
                at: string;
            }[];
            pendingPayouts: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            receivable: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            minimumWithdrawal: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
        };
        Reconciliation: {
            /**
             * Format: date
             * @description in UTC
             */
            day: string;
            /**
             * @description settling: may still agree by itself
             * @enum {string}
             */
            state: "due" | "clean" | "settling" | "differs";
            checkedAt: string | null;
            /** @description of Stripe on that day */
            transactions: number;
            /** @description of the ledger on that day */
            entries: number;
            differences: {
                /** @enum {string} */
                kind: "ours_without_theirs" | "theirs_without_ours" | "amounts_differ";
                stripeId: string;
                /** @description whose balance; null: the platform's */
                accountId: string | null;
                /** @description what Stripe calls it */
                type: string | null;
                ours: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                theirs: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                entryIds: string[];
            }[];
            /** @description what an operator moved between the platform's balance and its bank */
            others: {
                type: string;
                count: number;
                net: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
            }[];
        };
        MoneyException: {
            /** @description id of the kind exception */
            id: string;
            /** @enum {string} */
            kind: "refund_outside" | "dispute_prevented" | "paid_twice" | "payout_outside" | "transfer_reversed" | "verdict_changed" | "balance_negative" | "transaction_unknown" | "account_gone" | "request_refused" | "refund_failing" | "fraud_warning";
            /** @enum {string} */
            state: "open" | "taken" | "resolved";
            /** @description Stripe's object that it is about */
            stripeId: string;
            orderId: string | null;
            sellerId: string | null;
            amount: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description what of it the platform bears for now */
            loss: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description what is known, in English */
            known: string;
            /** @description what can be decided */
            decisions: ("accept" | "pay_seller" | "charge_seller" | "paid_otherwise")[];
            takenBy: {
                /** @description id of the kind account */
                id: string;
                /** Format: date-time */
                at: string;
            } | null;
            resolution: {
                /**
                 * @description accept: as it is booked; pay_seller: the seller gets the amount; charge_seller: the seller bears the loss; paid_otherwise: the buyer was paid by another way, and what is owed is not tried any more
                 * @enum {string}
                 */
                decision: "accept" | "pay_seller" | "charge_seller" | "paid_otherwise";
                reason: string;
                /** @description id of the kind account */
                by: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
        };
        SellerYear: {
            /** @description id of the kind account */
            accountId: string;
            stripeAccountId: string;
            /** @description null: the account is closed */
            displayName: string | null;
            year: number;
            total: {
                /** @description that ended with something for the seller */
                orders: number;
                /** @description credited to the seller, less commission and VAT and what chargebacks took back */
                consideration: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                commission: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                /** @description on the commission */
                vat: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
            };
            quarters: {
                /** @description that ended with something for the seller */
                orders: number;
                /** @description credited to the seller, less commission and VAT and what chargebacks took back */
                consideration: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                commission: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                /** @description on the commission */
                vat: {
                    amount: number;
                    /** @constant */
                    currency: "EUR";
                };
                quarter: number;
            }[];
        };
        Invoice: {
            /** @description without gaps in its series; the PDF is at /v1/payments/invoices/{number}.pdf */
            number: string;
            /** @enum {string} */
            kind: "commission" | "credit_note";
            /** @description id of the kind order */
            orderId: string;
            /** Format: date-time */
            issuedAt: string;
            commission: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            vat: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            total: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** @description the invoice that a credit note gives back */
            corrects: string | null;
        };
        LedgerLine: {
            entryId: string;
            /** @enum {string} */
            kind: "payment_received" | "surplus_received" | "stripe_fee" | "refund_owed" | "refund_paid" | "refund_returned" | "earnings_released" | "earnings_transferred" | "transfer_returned" | "chargeback_opened" | "chargeback_reassigned" | "refund_doubled" | "refunded_outside" | "outside_refund_returned" | "outside_reassigned" | "outside_loss_charged" | "returned_transfer_kept" | "paid_out_outside" | "outside_payout_returned" | "booked_by_stripe" | "chargeback_reduced" | "reversal_reduced" | "chargeback_withdrawn" | "chargeback_reinstated" | "chargeback_fee" | "chargeback_won" | "chargeback_lost" | "receivable_collected" | "receivable_given_back" | "reversal_requested" | "reversal_made" | "withdrawal_requested" | "withdrawal_paid" | "withdrawal_failed" | "withdrawal_returned";
            /**
             * @description the balance of the caller
             * @constant
             */
            account: "SELLER";
            /** @description positive: in the owner's favour */
            amount: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            orderId: string | null;
            /** Format: date-time */
            at: string;
        };
        Withdrawal: {
            /** @description id of the kind withdrawal */
            id: string;
            /** @enum {string} */
            state: "pending" | "paid" | "failed";
            amount: {
                amount: number;
                /** @constant */
                currency: "EUR";
            };
            /** Format: date-time */
            createdAt: string;
        };
        Review: {
            /** @description id of the kind review */
            id: string;
            /** @description id of the kind order */
            orderId: string;
            /** @description id of the kind listing */
            listingId: string;
            seller: {
                /** @description id of the kind account */
                id: string;
            };
            author: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
            };
            stars: number;
            /** @description null once removed; empty where the author's account is closed */
            text: string | null;
            removed: {
                /** @enum {string} */
                ground: "unlawful" | "sensitive_information" | "author_request";
                /** Format: date-time */
                at: string;
            } | null;
            reply: {
                text: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
        };
        OrderReview: {
            review: components["schemas"]["Review"] | null;
            canReview: boolean;
            /** @description of a completed order: until when it is reviewed */
            reviewUntil: string | null;
            canReply: boolean;
            /** @description of a reply: until when it is edited */
            replyUntil: string | null;
        };
        ReportReceipt: {
            /** @description id of the kind report */
            id: string;
            /** @description id of the kind review */
            reviewId: string;
            /** Format: date-time */
            createdAt: string;
        };
        ReviewReport: {
            /** @description id of the kind report */
            id: string;
            /** @enum {string} */
            state: "waiting" | "taken" | "decided";
            /** @enum {string} */
            ground: "unlawful" | "sensitive_information" | "author_request";
            note: string;
            reporter: {
                /** @description empty where the account is closed */
                displayName: string;
                /** @description the account is closed: its name and words are erased (R42) */
                closed: boolean;
                /** @description id of the kind account */
                id: string;
            };
            review: {
                /** @description id of the kind review */
                id: string;
                /** @description id of the kind order */
                orderId: string;
                /** @description id of the kind listing */
                listingId: string;
                seller: {
                    /** @description id of the kind account */
                    id: string;
                };
                author: {
                    /** @description empty where the account is closed */
                    displayName: string;
                    /** @description the account is closed: its name and words are erased (R42) */
                    closed: boolean;
                };
                stars: number;
                text: string;
                removed: {
                    /** @enum {string} */
                    ground: "unlawful" | "sensitive_information" | "author_request";
                    /** Format: date-time */
                    at: string;
                } | null;
                reply: {
                    text: string;
                    /** Format: date-time */
                    at: string;
                } | null;
                /** Format: date-time */
                createdAt: string;
            };
            takenBy: {
                /** @description id of the kind account */
                id: string;
                /** Format: date-time */
                at: string;
            } | null;
            decision: {
                /** @enum {string} */
                outcome: "kept" | "removed";
                note: string;
                /** @description id of the kind account */
                by: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
        };
        StandingFormula: {
            /** @description reviews that are taken to have come first */
            priorReviews: number;
            /** @description stars of each of them */
            priorStars: number;
            /** @description how long an order counts in the refusal rate */
            refusalMonths: number;
            /** @description orders from which on the rate counts */
            refusalMinOrders: number;
            /** @description the rate up to which refusals have no effect */
            refusalTolerance: number;
            /** @description points for each whole above that rate */
            refusalWeight: number;
            /** @description how long an unjustified cancellation counts, and shows */
            cancellationMonths: number;
            /** @description points for each */
            cancellationPoints: number;
            /** @description the most points that they take */
            cancellationMost: number;
            /** @description how long a delivery counts */
            latenessMonths: number;
            /** @description deliveries that the late ones are a share of, at least */
            latenessMinDeliveries: number;
            /** @description points for each whole of that share */
            latenessWeight: number;
        };
        ReviewWindows: {
            /** @description R32: from completion; calendar months, and a part of one where the platform's time runs faster */
            reviewMonths: number;
            /** @description R33: from a reply until it can no longer be edited */
            replyEditMs: number;
            standing: components["schemas"]["StandingFormula"];
        };
        SellerProfile: {
            /** @description id of the kind account */
            id: string;
            displayName: string;
            bio: string;
            /** Format: date-time */
            memberSince: string;
            rating: {
                mean: number | null;
                count: number;
                distribution: {
                    [key: string]: number;
                };
            };
            standing: {
                score: number;
                /** @description what each fact adds to or takes from the score (R35) */
                contributions: {
                    /** @enum {string} */
                    kind: "reviews" | "refusals" | "cancellations" | "lateness";
                    effect: number;
                }[];
            };
            completedSales: number;
            refusalRate: number;
            onTimeRate: number | null;
            unjustifiedCancellations: number;
            replyRate: number | null;
        };
        StandingExplained: {
            score: number;
            contributions: {
                /** @enum {string} */
                kind: "reviews" | "refusals" | "cancellations" | "lateness";
                /** @description the fact: a mean, a rate, a count */
                value: number;
                /** @description what it adds to or takes from the score */
                effect: number;
                explanation: {
                    fr: string;
                    en: string;
                };
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Account = components['schemas']['Account'];
export type AccountExport = components['schemas']['AccountExport'];
export type ListingLimits = components['schemas']['ListingLimits'];
export type Listing = components['schemas']['Listing'];
export type SearchReading = components['schemas']['SearchReading'];
export type Category = components['schemas']['Category'];
export type FileInfo = components['schemas']['FileInfo'];
export type DownloadLink = components['schemas']['DownloadLink'];
export type Order = components['schemas']['Order'];
export type OrderLimits = components['schemas']['OrderLimits'];
export type OrderCase = components['schemas']['OrderCase'];
export type Problem = components['schemas']['Problem'];
export type ConversationLimits = components['schemas']['ConversationLimits'];
export type Message = components['schemas']['Message'];
export type Conversation = components['schemas']['Conversation'];
export type Notification = components['schemas']['Notification'];
export type Preference = components['schemas']['Preference'];
export type UnreadCount = components['schemas']['UnreadCount'];
export type LiveEvents = components['schemas']['LiveEvents'];
export type OrderCounts = components['schemas']['OrderCounts'];
export type OrderWindows = components['schemas']['OrderWindows'];
export type CheckoutSession = components['schemas']['CheckoutSession'];
export type PaymentTerms = components['schemas']['PaymentTerms'];
export type OrderPayment = components['schemas']['OrderPayment'];
export type PayoutAccount = components['schemas']['PayoutAccount'];
export type Balance = components['schemas']['Balance'];
export type Reconciliation = components['schemas']['Reconciliation'];
export type MoneyException = components['schemas']['MoneyException'];
export type SellerYear = components['schemas']['SellerYear'];
export type Invoice = components['schemas']['Invoice'];
export type LedgerLine = components['schemas']['LedgerLine'];
export type Withdrawal = components['schemas']['Withdrawal'];
export type Review = components['schemas']['Review'];
export type OrderReview = components['schemas']['OrderReview'];
export type ReportReceipt = components['schemas']['ReportReceipt'];
export type ReviewReport = components['schemas']['ReviewReport'];
export type StandingFormula = components['schemas']['StandingFormula'];
export type ReviewWindows = components['schemas']['ReviewWindows'];
export type SellerProfile = components['schemas']['SellerProfile'];
export type StandingExplained = components['schemas']['StandingExplained'];
export type $defs = Record<string, never>;
export interface operations {
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description compared without regard to case
                     */
                    email: string;
                    password: string;
                    displayName: string;
                    /** @enum {string} */
                    locale: "fr" | "en";
                    /** @description what signing in on this device gave: such a device is not kept out by wrong passwords of strangers */
                    deviceToken?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        expiresIn: number;
                        refreshToken: string;
                        account: components["schemas"]["Account"];
                        /** @description keep it, also after logging out, and send it with each log-in and refresh */
                        deviceToken: string;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description compared without regard to case
                     */
                    email: string;
                    password: string;
                    /** @description what signing in on this device gave: such a device is not kept out by wrong passwords of strangers */
                    deviceToken?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        expiresIn: number;
                        refreshToken: string;
                        account: components["schemas"]["Account"];
                        /** @description keep it, also after logging out, and send it with each log-in and refresh */
                        deviceToken: string;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                    /** @description what signing in on this device gave: such a device is not kept out by wrong passwords of strangers */
                    deviceToken?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accessToken: string;
                        expiresIn: number;
                        refreshToken: string;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description compared without regard to case
                     */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    bio?: string;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: email
                     * @description compared without regard to case
                     */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description id of the kind export */
                        id: string;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind export */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findAccounts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description the address or its beginning */
                email?: string;
                /** @description a word of the name or its beginning; accents and case do not matter */
                name?: string;
                role?: "user" | "mediator" | "admin";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Account"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnyAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind account */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setRoles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind account */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    roles: ("user" | "mediator" | "admin")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCategories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Category"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchListings: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                q?: string;
                category?: string;
                /** @description cents */
                minPrice?: number;
                /** @description cents */
                maxPrice?: number;
                maxDeliveryDays?: number;
                minRating?: number;
                sellerId?: string | "me";
                /** @description card: without description, brief instructions and extras, which are empty then */
                view?: "whole" | "card";
                /** @description without it: relevance where q is given, else newest */
                sort?: "relevance" | "newest" | "price" | "-price" | "rating";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Listing"][];
                        nextCursor: string | null;
                        /** @description null without q */
                        search: components["schemas"]["SearchReading"] | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createListing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title: string;
                    description: string;
                    /** @description id of a category of the second level, see GET /v1/categories */
                    category: string;
                    /** @default [] */
                    tags?: string[];
                    basePrice: {
                        amount: number;
                        /** @enum {string} */
                        currency: "EUR";
                    };
                    deliveryDays: number;
                    /** @default  */
                    briefInstructions?: string;
                    /** @default [] */
                    extras?: {
                        /** @description of an extra that is kept; without it a new one is made */
                        id?: string;
                        title: string;
                        price: {
                            amount: number;
                            /** @enum {string} */
                            currency: "EUR";
                        };
                        extraDays: number;
                    }[];
                    /** @default null */
                    revisionLimit?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    /** @description the version, for If-Match of a change */
                    etag?: string;
                    /** @description the path of the listing */
                    location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getListingLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingLimits"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getListing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind listing */
                listingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description the version, for If-Match of a change */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the listing that was read */
                "if-match"?: string;
            };
            path: {
                /** @description id of the kind listing */
                listingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the listing that was read */
                "if-match"?: string;
            };
            path: {
                /** @description id of the kind listing */
                listingId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    title?: string;
                    description?: string;
                    /** @description id of a category of the second level, see GET /v1/categories */
                    category?: string;
                    tags?: string[];
                    basePrice?: {
                        amount: number;
                        /** @enum {string} */
                        currency: "EUR";
                    };
                    deliveryDays?: number;
                    briefInstructions?: string;
                    extras?: {
                        /** @description of an extra that is kept; without it a new one is made */
                        id?: string;
                        title: string;
                        price: {
                            amount: number;
                            /** @enum {string} */
                            currency: "EUR";
                        };
                        extraDays: number;
                    }[];
                    revisionLimit?: number | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description the version, for If-Match of a change */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getListingPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind listing */
                listingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the listing that was read */
                "if-match"?: string;
            };
            path: {
                /** @description id of the kind listing */
                listingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description the version, for If-Match of a change */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the listing that was read */
                "if-match"?: string;
            };
            path: {
                /** @description id of the kind listing */
                listingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description the version, for If-Match of a change */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                role?: "buyer" | "seller";
                state?: "awaiting_payment" | "payment_expired" | "pending" | "refused" | "expired" | "in_progress" | "delivered" | "revision_requested" | "revision_refused" | "disputed" | "completed" | "cancelled";
                sort?: "newest" | "deadline";
                /** @description card: without the texts, files and extras of an order, which are empty then */
                view?: "whole" | "card";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Order"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description a key of the caller's own; the same key and body give the first answer again for 24 h */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the kind listing */
                    listingId: string;
                    /** @default [] */
                    extraIds?: string[];
                    /** @description the price that the buyer saw (R7) */
                    expectedTotal: {
                        amount: number;
                        /** @enum {string} */
                        currency: "EUR";
                    };
                    brief?: {
                        text: string;
                        /** @default [] */
                        fileIds?: string[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countOrders: {
        parameters: {
            query?: {
                role?: "buyer" | "seller";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCounts"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderWindows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderWindows"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderLimits"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            sequence: number;
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            by: "buyer" | "seller" | "mediator" | "payment" | "clock";
                            /** @enum {string} */
                            action: "place" | "pay" | "complete_brief" | "accept" | "refuse" | "cancel" | "deliver" | "approve" | "request-revision" | "accept-revision" | "refuse-revision" | "request-cancellation" | "withdraw-cancellation" | "accept-cancellation" | "refuse-cancellation" | "open-dispute" | "add-statement" | "concede-dispute" | "drop-dispute" | "resolve-dispute" | "excuse-cancellation" | "review" | "charge_back" | "win_chargeback" | "lose_chargeback" | "expire_payment" | "expire" | "complete" | "accept_revision_by_silence" | "refuse_revision_by_silence" | "leave_cancellation_unanswered" | "escalate" | "end" | "remind";
                            data: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadOrderFile: {
        parameters: {
            query?: {
                /** @description of a link, in the place of a token */
                ticket?: string;
            };
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
                /** @description id of the kind file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file's bytes, as a download */
            200: {
                headers: {
                    /** @description an attachment with the file's name */
                    "content-disposition"?: string;
                    /** @description `bytes`: a part can be asked for with `Range` */
                    "accept-ranges"?: string;
                    /** @description the version, for If-Range and If-None-Match */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description the part that `Range` names */
            206: {
                headers: {
                    /** @description an attachment with the file's name */
                    "content-disposition"?: string;
                    /** @description `bytes`: a part can be asked for with `Range` */
                    "accept-ranges"?: string;
                    /** @description the version, for If-Range and If-None-Match */
                    etag?: string;
                    /** @description which bytes these are, and of how many */
                    "content-range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkOrderFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
                /** @description id of the kind file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadLink"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadOrderFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: Blob;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileInfo"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeBrief: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @default [] */
                    fileIds?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    reason: "unclear_brief" | "outside_scope" | "other";
                    explanation: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    explanation: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deliverOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    message: string;
                    /** @default [] */
                    fileIds?: string[];
                    /** @default [] */
                    links?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    explanation: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    explanation: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    explanation: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    explanation: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    statement: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    concedeDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveDispute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "refund" | "split" | "release" | "resume";
                    /** @description of a split, and only there */
                    buyerAmount?: {
                        amount: number;
                        /** @enum {string} */
                        currency: "EUR";
                    };
                    /**
                     * Format: date-time
                     * @description of a resumption, and only there
                     */
                    dueAt?: string;
                    /** @description of a release, and only there; both hold (R25) */
                    findings?: {
                        matchesListing: boolean;
                        respectsRequests: boolean;
                    };
                    reasons: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    excuseCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reasons: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderCase"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDisputes: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "open" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Order"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPaymentTerms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentTerms"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the kind order */
                    orderId: string;
                    /** Format: uri */
                    successUrl?: string;
                    /** Format: uri */
                    cancelUrl?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutSession"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPayment"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReceipt: {
        parameters: {
            query?: {
                /** @description default: the caller's own language */
                locale?: "fr" | "en";
            };
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the document, as a PDF */
            200: {
                headers: {
                    /** @description an attachment with the file's name */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvoices: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invoice"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvoice: {
        parameters: {
            query?: {
                /** @description default: the caller's own language */
                locale?: "fr" | "en";
            };
            header?: never;
            path: {
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the document, as a PDF */
            200: {
                headers: {
                    /** @description an attachment with the file's name */
                    "content-disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLedgerLines: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LedgerLine"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWithdrawals: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Withdrawal"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestWithdrawal: {
        parameters: {
            query?: never;
            header?: {
                /** @description a key of the caller's own; the same key and body give the first answer again for 24 h */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amount: {
                        amount: number;
                        /** @enum {string} */
                        currency: "EUR";
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Withdrawal"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayoutAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutAccount"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startOnboarding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never> | null;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExceptions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "open" | "taken" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MoneyException"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind exception */
                exceptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyException"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind exception */
                exceptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyException"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind exception */
                exceptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyException"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveException: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind exception */
                exceptionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description accept: as it is booked; pay_seller: the seller gets the amount; charge_seller: the seller bears the loss; paid_otherwise: the buyer was paid by another way, and what is owed is not tried any more
                     * @enum {string}
                     */
                    decision: "accept" | "pay_seller" | "charge_seller" | "paid_otherwise";
                    /** @description why; kept with the exception */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyException"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReconciliations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Reconciliation"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSellerYears: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SellerYear"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveStripeEvent: {
        parameters: {
            query?: never;
            header: {
                "stripe-signature": string;
            };
            path: {
                endpoint: "platform" | "connected" | "accounts";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {boolean} */
                        received: true;
                    };
                };
            };
            /** @description The request is not valid: `invalid_signature`, `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConversations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: "inquiry" | "order" | "support";
                /** @description id of the kind order */
                orderId?: string;
                /** @description true: only those with something to read */
                unread?: "true" | "1" | "yes" | "on" | "y" | "enabled" | "false" | "0" | "no" | "off" | "n" | "disabled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Conversation"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "inquiry";
                    /** @description id of the kind account */
                    sellerId?: string;
                    /** @description id of the kind listing */
                    listingId?: string;
                    text: string;
                } | {
                    /** @enum {string} */
                    kind: "support";
                    /** @description what it is about (R38) */
                    about?: {
                        /** @enum {string} */
                        kind: "order";
                        /** @description id of the kind order */
                        id: string;
                    } | {
                        /** @enum {string} */
                        kind: "listing";
                        /** @description id of the kind listing */
                        id: string;
                    } | {
                        /** @enum {string} */
                        kind: "seller";
                        /** @description id of the kind account */
                        id: string;
                    } | {
                        /** @enum {string} */
                        kind: "conversation";
                        /** @description id of the kind conversation */
                        id: string;
                    };
                    /** @description the same as `about` an order */
                    orderId?: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countUnreadConversations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCount"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversationLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationLimits"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Message"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description a key of the caller's own; the same key and body give the first answer again for 24 h */
                "idempotency-key"?: string;
            };
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    /** @default [] */
                    fileIds?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markConversationRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the kind message */
                    upTo: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadConversationFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: Blob;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileInfo"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadConversationFile: {
        parameters: {
            query?: {
                /** @description of a link, in the place of a token */
                ticket?: string;
            };
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
                /** @description id of the kind file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file's bytes, as a download */
            200: {
                headers: {
                    /** @description an attachment with the file's name */
                    "content-disposition"?: string;
                    /** @description `bytes`: a part can be asked for with `Range` */
                    "accept-ranges"?: string;
                    /** @description the version, for If-Range and If-None-Match */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description the part that `Range` names */
            206: {
                headers: {
                    /** @description an attachment with the file's name */
                    "content-disposition"?: string;
                    /** @description `bytes`: a part can be asked for with `Range` */
                    "accept-ranges"?: string;
                    /** @description the version, for If-Range and If-None-Match */
                    etag?: string;
                    /** @description which bytes these are, and of how many */
                    "content-range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkConversationFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
                /** @description id of the kind file */
                fileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadLink"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSupportRequests: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "waiting" | "taken" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Conversation"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeSupportRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseSupportRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSupportRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind conversation */
                conversationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviews: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description id of the kind listing */
                listingId?: string;
                /** @description id of the kind account */
                sellerId?: string;
                sort?: "newest" | "stars" | "-stars";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Review"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitReview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description id of the kind order */
                    orderId: string;
                    stars: number;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReviewWindows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewWindows"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrderReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind order */
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderReview"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replyToReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind review */
                reviewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind review */
                reviewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description author_request: by the review's author alone
                     * @enum {string}
                     */
                    ground: "unlawful" | "sensitive_information" | "author_request";
                    /** @description what is wrong; read by support alone */
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportReceipt"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind review */
                reviewId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    ground: "unlawful" | "sensitive_information" | "author_request";
                    /** @description why this ground applies; kept for support, never shown */
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "waiting" | "taken" | "decided";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReviewReport"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind report */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewReport"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind report */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewReport"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind report */
                reportId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "kept" | "removed";
                    /**
                     * @description on which the review is removed
                     * @enum {string}
                     */
                    ground?: "unlawful" | "sensitive_information" | "author_request";
                    /** @description why; kept for support, never shown */
                    note: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewReport"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSeller: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id of the kind account */
                accountId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerProfile"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwnStanding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingExplained"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                unread?: "true" | "1" | "yes" | "on" | "y" | "enabled" | "false" | "0" | "no" | "off" | "n" | "disabled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countUnreadNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCount"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markNotificationsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids?: string[];
                    /** @enum {boolean} */
                    all?: true;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["Preference"];
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: {
                        email: boolean;
                        app: boolean;
                        /** @description not looked at */
                        mandatory?: boolean;
                        /** @description not looked at */
                        channels?: ("app" | "email")[];
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: components["schemas"]["Preference"];
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createStreamTicket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ticket: string;
                        expiresIn: number;
                    };
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openStream: {
        parameters: {
            query?: {
                ticket?: string;
                /** @description for a new EventSource, which cannot send Last-Event-ID */
                lastEventId?: string;
            };
            header?: {
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LiveEvents"];
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUnsubscribePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The request is not valid: `invalid_request` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}

/** The routes that take an `Idempotency-Key`. */
export const KEYED_ROUTES: readonly string[] = ["POST /v1/orders","POST /v1/payments/withdrawals","POST /v1/conversations/{conversationId}/messages"];
