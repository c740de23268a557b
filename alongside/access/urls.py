from django.urls import path

from alongside.access.views import accounts, audit, openid, own_account, sign_in, step_up

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", sign_in.second_factor_code, name="second_factor_code"),
    path("sign-in/passkey/", sign_in.passkey_sign_in, name="passkey_sign_in"),
    path("sign-in/openid/", openid.openid, name="openid"),
    path("sign-in/openid/answer/", openid.openid_answer, name="openid_answer"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("confirm/", step_up.step_up, name="step_up"),
    path("confirm/openid/", openid.step_up_elsewhere, name="step_up_elsewhere"),
    path("stay/", step_up.stay, name="stay"),
    path("stay/time-left/", step_up.time_left, name="time_left"),
    path("kept-form/", step_up.kept_form, name="kept_form"),
    path("account/", own_account.own_account, name="own_account"),
    path("account/password/", own_account.password, name="password"),
    path("account/sessions/end/", own_account.session_end, name="session_end"),
    path("account/second-factor/", own_account.second_factor, name="second_factor"),
    path("account/second-factor/app/", own_account.second_factor_app, name="second_factor_app"),
    path("account/second-factor/passkey/", own_account.second_factor_passkey, name="second_factor_passkey"),
    path("account/second-factor/<int:pk>/remove/", own_account.second_factor_remove, name="second_factor_remove"),
    path("account/recovery-codes/", own_account.recovery_codes, name="recovery_codes"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/add/", accounts.account_new, name="account_new"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/disable/", accounts.account_disable, name="account_disable"),
    path("accounts/<int:pk>/enable/", accounts.account_enable, name="account_enable"),
    path("accounts/<int:pk>/second-factor/", accounts.account_second_factor_reset, name="account_second_factor_reset"),
    path("accounts/<int:pk>/identity/", accounts.account_identity, name="account_identity"),
    path("accounts/<int:pk>/identity/unlink/", accounts.account_identity_unlink, name="account_identity_unlink"),
    path("audit/", audit.audit, name="audit"),
]
